import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import type { CounterfactualEvaluation } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import type { DataBounds } from '../../counterfactual/intervals/dataBounds.js';
import type { CounterfactualSummary } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import {
  boundsFigures,
  episodeFigures,
  evaluationFigures,
  finite,
  largestBound,
  outcomeTable,
} from '../../report/downloads/evaluationFigures.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { type ByPart, byPartJson, byPartText, episodeByPartJson } from '../evaluate/byPart.js';
import { dataBoundsJson, dataBoundsText, episodeDataBoundsJson } from '../evaluate/dataBounds.js';
import { type ByStep, byStepJson, byStepText, episodeByStepJson } from '../explain/byStepReport.js';
import {
  type AskedRefit,
  episodeRefitJson,
  intervalText,
  refitEffectsJson,
  refitEffectsText,
} from '../evaluate/refitEffects.js';
import { type LogInfluence, episodeInfluenceJson, influenceJson, influenceText } from '../explain/influenceReport.js';
import { type SupposedHidden, supposedHiddenText } from '../hidden/supposedHidden.js';
import { type ChosenDiscount, discountText } from '../input/chosenDiscount.js';
import { decimal, table } from './table.js';

/** All that a report of an evaluation says something of. */
export interface EvaluationReport {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly evaluation: CounterfactualEvaluation;
  readonly summary: CounterfactualSummary;
  /** Of the same runs, one for each assumption that was asked for; default none. */
  readonly bounds?: readonly CounterfactualBounds[];
  /** Likewise those that also hold for the luck of the data. */
  readonly dataBounds?: readonly DataBounds[];
  /** Intervals of the effects with the model drawn anew, where they were asked for. */
  readonly refitted?: AskedRefit | undefined;
  /** How much of each step what was observed decides, where it was asked for. */
  readonly influence?: LogInfluence | undefined;
  /** The effect by step, where it was asked for. */
  readonly byStep?: ByStep | undefined;
  /** What the parts of actions do, where it was asked for. */
  readonly byPart?: ByPart | undefined;
  readonly mechanism: Pick<CompleteMechanism, 'name'>;
  /** How the target policy was named. */
  readonly policy: string;
  /** Where that is advice, how the clinicians who follow it were named. */
  readonly clinician?: string | undefined;
  /** Where the log shows a part of the states. */
  readonly hidden?: SupposedHidden | undefined;
  readonly seed: number;
  readonly chosen: ChosenDiscount;
}

/** The report as tables for people. */
export function evaluationText(report: EvaluationReport): string {
  const { log, mdp, evaluation, summary, refitted, mechanism, policy, seed, chosen } = report;
  const { level } = summary.effect;
  const estimates = [
    ['observed return', summary.observed],
    ['counterfactual return', summary.counterfactual],
    ['treatment effect', summary.effect],
  ] as const;
  const names = mdp.outcomes.map((outcome) => outcome.name);
  const outcomes = names.map((name, o) => [
    `observed ${name}`,
    ...summary.outcomeTable.subarray(o * names.length, (o + 1) * names.length),
  ]);
  const patients = [...summary.mostHelped, ...summary.mostHarmed.toReversed()].map((e) => [
    episodeName(log, e),
    names[evaluation.observedOutcome[e]],
    evaluation.observedReturn[e],
    evaluation.expectedReturn[e],
    evaluation.effect[e],
    ...(refitted ? [intervalText({ lower: refitted.lower[e], upper: refitted.upper[e] })] : []),
    ...names.map((_, o) => evaluation.outcomeProbability[e * names.length + o]),
  ]);
  return [
    `What if ${report.clinician === undefined ? `policy ${policy} had acted` : `clinicians had followed ${policy}`}? ${summary.nEpisodes} episodes, ${stepsText(evaluation.horizon)}, ${discountText(chosen)}`,
    `Mechanism ${mechanism.name}, ${evaluation.exact ? 'exact' : 'by draws'} (an assumption that data cannot confirm); bootstrap seed ${seed}`,
    ...(report.clinician === undefined ? [] : [`Supposed: ${supposed(report.clinician)}`]),
    ...(report.hidden ? [`Supposed: ${supposedHiddenText(report.hidden)}`] : []),
    '',
    table(
      ['', 'mean', 's.e.', `${decimal(level * 100, 0)} % interval`],
      estimates.map(([label, value]) => [label, value.mean, value.standardError ?? '-', intervalText(value)]),
    ),
    '',
    ...(refitted ? refitEffectsText(refitted, summary) : []),
    lengthText(report),
    ...leftText(evaluation),
    '',
    'Outcomes, as shares of all episodes: rows what happened, columns what would have',
    table(['', ...names], outcomes),
    '',
    ...(report.byPart ? byPartText(report.byPart, summary) : []),
    ...boundsText(report),
    ...dataBoundsText(report.dataBounds ?? []),
    ...(report.influence ? influenceText(report.influence) : []),
    ...(report.byStep ? byStepText(report.byStep) : []),
    'Episodes with the largest effect, best first, then the smallest',
    table(
      [
        'episode',
        'was',
        'return',
        'counterfactual',
        'effect',
        ...(refitted ? ['refitted'] : []),
        ...names.map((name) => `P(${name})`),
      ],
      patients,
    ),
    '',
  ].join('\n');
}

/** The report as data. Episodes are named as in the log. */
export function evaluationJson(report: EvaluationReport): Record<string, unknown> {
  const {
    log,
    mdp,
    evaluation,
    summary,
    bounds = [],
    dataBounds = [],
    influence,
    byStep,
    byPart,
    refitted,
    mechanism,
    policy,
    seed,
  } = report;
  const evaluated = { log, mdp, evaluation };
  const episode = (e: number): Record<string, unknown> => ({
    ...episodeFigures(evaluated, e),
    ...(byPart && { effectByPart: episodeByPartJson(byPart, e) }),
    ...(influence && episodeInfluenceJson(influence[e])),
    ...(byStep && episodeByStepJson(byStep, e)),
    ...boundsFigures(bounds, ({ lower, upper }) => ({ lower: lower[e], upper: upper[e] })),
    ...episodeDataBoundsJson(dataBounds, e),
    ...(refitted && episodeRefitJson(refitted, e)),
  });
  return {
    mechanism: mechanism.name,
    exact: evaluation.exact,
    policy,
    ...(report.clinician !== undefined && {
      clinician: report.clinician,
      supposed: supposed(report.clinician),
    }),
    ...(report.hidden && {
      hidden: { ...report.hidden, behaviour: report.hidden.behaviour ?? null },
      supposed: supposedHiddenText(report.hidden),
    }),
    seed,
    nEpisodes: summary.nEpisodes,
    horizon: finite(evaluation.horizon),
    ...report.chosen,
    ...evaluationFigures(evaluated, summary),
    ...(byPart && { effectByPart: byPartJson(byPart) }),
    ...(influence && { influence: influenceJson(influence) }),
    ...(byStep && { effectByStep: byStepJson(byStep) }),
    ...boundsFigures(bounds, ({ meanLower, meanUpper }) => ({ lower: meanLower, upper: meanUpper })),
    ...dataBoundsJson(dataBounds),
    ...(refitted && refitEffectsJson(refitted)),
    outcomeTable: outcomeTable(evaluated, summary),
    mostHelped: summary.mostHelped.map(episode),
    mostHarmed: summary.mostHarmed.map(episode),
    episodes: Array.from({ length: summary.nEpisodes }, (_, e) => episode(e)),
  };
}

/** What the log does not tell of clinicians who follow advice: see `AdvisedClinician`. */
function supposed(clinician: string): string {
  const elsewhere =
    clinician === 'estimated' ? 'what clinicians do there, as often as the log has it' : `what ${clinician} does there`;
  return `while a run is in the state of the log, clinicians are about to do what they did; in other states, and after the log, ${elsewhere}, independent of the log given the state`;
}

/** The bounds beside the mechanism's own answer; nothing where none were asked for. */
function boundsText(report: EvaluationReport): string[] {
  const { bounds = [], mechanism, summary } = report;
  if (bounds.length === 0) return [];
  const { mean } = summary.counterfactual;
  const outside = outsideText(report);
  return [
    'Mean counterfactual return over all mechanisms that an assumption admits, between',
    table(
      ['assumption', 'least', 'greatest'],
      [
        ...bounds.map(({ assumption, meanLower, meanUpper }) => [assumption, meanLower, meanUpper]),
        [`mechanism ${mechanism.name}`, mean, mean],
      ],
    ),
    'All mechanisms are those by which the same action in the same state comes out as observed. Mechanisms that draw anew there',
    `(independent, gadget 1) are not among them${outside}`,
    '',
  ];
}

/**
 * In how many episodes the mechanism's own answer is outside the widest bounds: only of one that they are not about.
 */
function outsideText({ bounds = [], evaluation }: EvaluationReport): string {
  const [{ lower, upper }] = bounds;
  const outside = evaluation.expectedReturn.filter((value, e) => {
    const slack = ROUNDING * Math.max(1, Math.abs(lower[e]), Math.abs(upper[e]));
    return value < lower[e] - slack || value > upper[e] + slack;
  }).length;
  return outside === 0
    ? ' and may lie outside'
    : `: ${outside} of ${evaluation.nEpisodes} episodes lie outside by this one`;
}

/** Far above that of two ways to the same sum. */
const ROUNDING = 1e-9;

function stepsText(horizon: number): string {
  return horizon === Infinity ? 'no horizon' : `at most ${horizon} steps`;
}

function lengthText({ log, evaluation }: EvaluationReport): string {
  const length = meanOf(evaluation.expectedLength);
  const steps = Number.isFinite(length) ? decimal(length, 2) : 'infinitely many: some never end';
  return `Mean number of steps: observed ${decimal(observedLength(log), 2)}, counterfactual ${steps}`;
}

/** Nothing where what was left to the model moves no digit that is shown. */
function leftText({ left }: CounterfactualEvaluation): string[] {
  const bound = largestBound(left);
  return bound === undefined
    ? []
    : [
        `Runs of next to no probability went on by the model: no return is off by more than ${bound.toExponential(1)} by that`,
      ];
}

function observedLength({ state, nEpisodes }: Trajectories): number {
  return state.length / nEpisodes;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
