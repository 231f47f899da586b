import { CAUSATION, type ComparedFigures } from '../../counterfactual/causation/comparison.js';
import type {
  DecisionComparison,
  DecisionTable,
  FigureIntervals,
} from '../../counterfactual/causation/decisionTable.js';

/** One number with its interval; what has no value is null. */
interface FigureJson {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What a figure is about. */
interface FigureName {
  readonly figure: string;
  /** The treatment that they had, whose outcome `observed` was; absent for benefit and harm. */
  readonly had?: string;
  readonly observed?: string;
  readonly counterfactual?: string;
}

/** Everything in a table, by name. */
export function decisionTableJson(result: DecisionTable): Record<string, unknown> {
  const { treatments, outcomes, strata, count, good, control, level, replicates, comparisons, leftOut } = result;
  return {
    treatments,
    outcomes,
    strata,
    count: [...count],
    good: good ?? null,
    control,
    level,
    replicates,
    comparisons: comparisons.map((comparison) => ({
      stratum: comparison.stratum ?? null,
      control: comparison.control,
      treatment: comparison.treatment,
      patients: {
        control: [...comparison.arms.control],
        treatment: [...comparison.arms.treatment],
      },
      mechanisms: comparison.mechanisms.map((mechanism) => ({
        name: mechanism.name,
        ...figuresJson(result, mechanism),
      })),
      bounds: {
        lower: figuresJson(result, comparison.bounds.lower),
        upper: figuresJson(result, comparison.bounds.upper),
      },
    })),
    leftOut,
  };
}

function figuresJson({ outcomes, good }: DecisionTable, figures: FigureIntervals): Record<string, unknown> {
  const n = outcomes.length;
  const matrix = (from: number): FigureJson[][] =>
    outcomes.map((_, x) => outcomes.map((_, y) => figureAt(figures, from + x * n + y)));
  return {
    withTreatmentInstead: matrix(0),
    withControlInstead: matrix(n * n),
    ...(good && Object.fromEntries(CAUSATION.map((name, i) => [name, figureAt(figures, 2 * n * n + i)]))),
  };
}

function figureAt({ value, lower, upper }: FigureIntervals, at: number): FigureJson {
  const known = (figures: ComparedFigures): number | null => (Number.isNaN(figures[at]) ? null : figures[at]);
  return { value: known(value), lower: known(lower), upper: known(upper) };
}

/** The head of the rows below. */
export const DECISION_COLUMNS = [
  'stratum',
  'control',
  'treatment',
  'mechanism',
  'figure',
  'had',
  'observed',
  'counterfactual',
  'value',
  'lower',
  'upper',
] as const;

/** One row a figure; fields that do not apply, and figures without a value, are empty. */
export function* decisionTableRows(result: DecisionTable): Generator<readonly (string | number)[]> {
  for (const comparison of result.comparisons) {
    const names = figureNames(result, comparison);
    const { stratum = '', control, treatment, mechanisms, bounds } = comparison;
    const all = [
      ...mechanisms,
      { name: 'least over all', ...bounds.lower },
      { name: 'greatest over all', ...bounds.upper },
    ];
    for (const figures of all)
      for (const [at, { figure, had = '', observed = '', counterfactual = '' }] of names.entries())
        yield [
          ...[stratum, control, treatment, figures.name, figure, had, observed, counterfactual],
          ...[figures.value, figures.lower, figures.upper].map((ends) => (Number.isNaN(ends[at]) ? '' : ends[at])),
        ];
  }
}

function figureNames({ outcomes, good }: DecisionTable, { control, treatment }: DecisionComparison): FigureName[] {
  const matrix = (had: string): FigureName[] =>
    outcomes.flatMap((observed) =>
      outcomes.map((counterfactual) => ({ figure: 'probability', had, observed, counterfactual })),
    );
  return [...matrix(control), ...matrix(treatment), ...(good ? CAUSATION.map((figure) => ({ figure })) : [])];
}
