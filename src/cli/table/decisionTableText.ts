import { CAUSATION } from '../../counterfactual/causation/comparison.js';
import { EVERYONE } from '../../counterfactual/causation/decisionCounts.js';
import type {
  DecisionComparison,
  DecisionTable,
  FigureIntervals,
} from '../../counterfactual/causation/decisionTable.js';
import { decimal, percent, table } from '../output/table.js';

/** Fewest patients of a treatment with which an interval by resampling can be believed. */
const FEW = 20;

/** What `couplet table` prints. */
export function decisionTableText(result: DecisionTable): string {
  const patients = result.count.reduce((sum, n) => sum + n, 0);
  const parts = [
    `${patients} patients, ${result.treatments.length} treatments (${result.treatments.join(', ')}), ${result.outcomes.length} outcomes (${result.outcomes.join(', ')})`,
    ...result.treatments
      .filter((name) => name !== result.control)
      .map((treatment) => {
        const ofTreatment = result.comparisons.filter((comparison) => comparison.treatment === treatment);
        const [overall, ...strata] = ofTreatment as [DecisionComparison | undefined, ...DecisionComparison[]];
        if (!overall)
          return `No stratum holds patients with ${treatment} and with ${result.control}: they are not compared.`;
        const left = result.leftOut.find((entry) => entry.treatment === treatment)!.patients;
        return [
          comparisonText(result, overall),
          ...(strata.length > 1 ? [strataText(result, strata)] : []),
          ...(left > 0
            ? [`${left} patients are left out: in their strata nobody had ${treatment}, or nobody ${result.control}.`]
            : []),
        ].join('\n\n');
      }),
    ...(result.good
      ? []
      : [
          'Say which outcome is good, to see the probabilities of benefit, harm, necessity and sufficiency, with intervals: --good NAME',
        ]),
    supposedText(result.strata.length > 1 || result.strata[0] !== EVERYONE),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** @param stratified whether patients are compared with those alike in what moved the choice */
function supposedText(stratified: boolean): string {
  const beyond = stratified ? '' : '\nName the column of what moved it, where there is one: --strata NAME.';
  return (
    `This supposes that ${stratified ? 'within a stratum ' : ''}the choice did not depend on how the patient would fare; no data of these columns can\n` +
    'confirm that, nor which mechanism holds. The bounds hold for every mechanism, not for a choice that depended on more.' +
    beyond
  );
}

function comparisonText(result: DecisionTable, comparison: DecisionComparison): string {
  const { control, treatment, arms } = comparison;
  const size = (counts: Float64Array): number => counts.reduce((sum, n) => sum + n, 0);
  const sizes = [size(arms.control), size(arms.treatment)];
  const few = sizes.some((n) => n < FEW)
    ? '\nSo few had one of the two that intervals by resampling are too short to be believed.'
    : '';
  return [
    `${treatment} against ${control}: ${sizes[1]} patients had ${treatment}, ${sizes[0]} had ${control}${few}`,
    matrixText(result, comparison, 0),
    matrixText(result, comparison, result.outcomes.length ** 2),
    ...(result.good ? [causationText(result, comparison)] : []),
  ].join('\n\n');
}

/** @param from first entry of the matrix in `ComparedFigures` */
function matrixText({ outcomes }: DecisionTable, comparison: DecisionComparison, from: number): string {
  const { control, treatment, arms, mechanisms, bounds } = comparison;
  const [had, other, counts] = from === 0 ? [control, treatment, arms.control] : [treatment, control, arms.treatment];
  const first = mechanisms.find(({ name }) => name === 'gumbel-max') ?? mechanisms[0];
  const rows = outcomes.map((name, x) => [
    `${had}, ${name} (${counts[x]})`,
    ...outcomes.map((_, y) => {
      const at = from + x * outcomes.length + y;
      return Number.isNaN(first.value[at])
        ? '-'
        : `${decimal(first.value[at], 2)} ${range(bounds.lower.value[at], bounds.upper.value[at])}`;
    }),
  ]);
  return (
    `What would have been with ${other}, by ${first.name} [least, greatest over all mechanisms]\n` +
    table(['had, and came out', ...outcomes], rows)
  );
}

function causationText({ outcomes, good, level, replicates }: DecisionTable, comparison: DecisionComparison): string {
  const { control, treatment, mechanisms, bounds } = comparison;
  const first = 2 * outcomes.length ** 2;
  const cell = ({ value, lower, upper }: FigureIntervals, at: number): string =>
    Number.isNaN(value[at])
      ? '-'
      : `${decimal(value[at], 3)}${replicates > 0 ? ` ${range(lower[at], upper[at], 3)}` : ''}`;
  const rows = [
    ...mechanisms.map((mechanism) => [mechanism.name, ...CAUSATION.map((_, i) => cell(mechanism, first + i))]),
    ['least over all', ...CAUSATION.map((_, i) => cell(bounds.lower, first + i))],
    ['greatest over all', ...CAUSATION.map((_, i) => cell(bounds.upper, first + i))],
  ];
  const interval = replicates > 0 ? ` [${percent(level)} interval over patients drawn]` : '';
  return (
    `Of ${treatment} instead of ${control}, where ${good!.join(', ')} is good${interval}\n` +
    `${table(['', ...CAUSATION], rows)}\n` +
    `benefit: good with ${treatment}, not with ${control}; harm: the other way round; necessity: of those who had ${treatment} and came out\n` +
    `well, who would not have with ${control}; sufficiency: of those who had ${control} and did not, who would have with ${treatment}`
  );
}

/** Where strata are told apart, the bounds of each. */
function strataText({ outcomes, good }: DecisionTable, strata: readonly DecisionComparison[]): string {
  const first = 2 * outcomes.length ** 2;
  const size = (counts: Float64Array): number => counts.reduce((sum, n) => sum + n, 0);
  const heads = good ? CAUSATION.map((name) => `${name}, bounds`) : [];
  const shown = strata.slice(0, MOST_STRATA);
  const rows = shown.map(({ stratum, arms, bounds }) => [
    stratum!,
    size(arms.treatment),
    size(arms.control),
    ...(good ? CAUSATION.map((_, i) => range(bounds.lower.value[first + i], bounds.upper.value[first + i])) : []),
  ]);
  const more =
    strata.length > shown.length ? `\nand ${strata.length - shown.length} more: all of them with --out or --json` : '';
  return `By stratum\n${table(
    ['stratum', strata[0].treatment, strata[0].control, ...heads],
    rows.map((row) => row.map(String)),
  )}${more}`;
}

const MOST_STRATA = 20;

function range(lower: number, upper: number, digits = 2): string {
  return Number.isNaN(lower) ? '-' : `[${decimal(lower, digits)}, ${decimal(upper, digits)}]`;
}
