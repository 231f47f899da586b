import type { CounterfactualEvaluation } from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import type { CounterfactualSummary } from '../../counterfactual/evaluate/summarizeCounterfactual.js';
import { thinShare } from '../../counterfactual/evaluate/thinShare.js';
import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import { episodeName } from '../../trajectories/trajectories.js';
import type { EvaluatedLog } from './patientCells.js';

/** Figures by name, as JSON has them. */
export type Figures = Readonly<Record<string, unknown>>;

/** Means over episodes that a summary has not. */
export interface EvaluationMeans {
  /** See `thinShare`. */
  readonly thinShare?: number;
  /** Steps of a run; null where they are without end. */
  readonly length: { readonly observed: number; readonly counterfactual: number | null };
}

export function evaluationMeans({ log, evaluation }: Pick<EvaluatedLog, 'log' | 'evaluation'>): EvaluationMeans {
  const { expectedLength } = evaluation;
  const thin = thinShare(evaluation);
  const mean = expectedLength.reduce((sum, value) => sum + value, 0) / expectedLength.length;
  return {
    ...(thin !== undefined && { thinShare: thin }),
    length: { observed: log.state.length / log.nEpisodes, counterfactual: finite(mean) },
  };
}

/**
 * The figures of an evaluation over all episodes.
 *
 * @param means default: those of the evaluation; others where it is of a sample
 */
export function evaluationFigures(
  evaluated: EvaluatedLog,
  summary: CounterfactualSummary,
  means: EvaluationMeans = evaluationMeans(evaluated),
): Figures {
  const left = largestBound(evaluated.evaluation.left);
  return {
    observed: summary.observed,
    counterfactual: summary.counterfactual,
    effect: summary.effect,
    unmodelled: evaluated.evaluation.unmodelled,
    ...(left !== undefined && { leftToModel: { largestBound: left } }),
    ...means,
  };
}

/** By how much the return of some episode may be off by what was left to the model; undefined where it is rounding. */
export function largestBound(left: CounterfactualEvaluation['left']): number | undefined {
  const largest = left ? left.bound.reduce((most, bound) => Math.max(most, bound), 0) : 0;
  return largest > ROUNDING ? largest : undefined;
}

/** As returns of two orders of summation differ. */
const ROUNDING = 1e-12;

/** The bounds of some figure by assumption; nothing where there are none. */
export function boundsFigures(
  bounds: readonly CounterfactualBounds[],
  of: (bounds: CounterfactualBounds) => { readonly lower: number; readonly upper: number },
): Figures {
  return bounds.length === 0 ? {} : { bounds: Object.fromEntries(bounds.map((each) => [each.assumption, of(each)])) };
}

/** Shares of all episodes by the outcome that was and the one that would have been. */
export function outcomeTable(
  { mdp }: Pick<EvaluatedLog, 'mdp'>,
  { outcomeTable: shares }: CounterfactualSummary,
): Figures {
  return Object.fromEntries(mdp.outcomes.map(({ name }, o) => [name, byOutcome(mdp, shares, o)]));
}

/** The figures of an episode, without those of bounds. */
export function episodeFigures({ log, mdp, evaluation }: EvaluatedLog, e: number): Figures {
  return {
    episode: episodeName(log, e),
    observedOutcome: mdp.outcomes[evaluation.observedOutcome[e]].name,
    observedReturn: evaluation.observedReturn[e],
    counterfactualReturn: evaluation.expectedReturn[e],
    returnVariance: evaluation.returnVariance[e],
    effect: evaluation.effect[e],
    expectedLength: finite(evaluation.expectedLength[e]),
    outcomes: byOutcome(mdp, evaluation.outcomeProbability, e),
  };
}

/** JSON has no Infinity: null stands for it. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Row `at` of a table with a column an outcome. */
function byOutcome(
  { outcomes }: EvaluatedLog['mdp'],
  values: Float64Array,
  at: number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(outcomes.map(({ name }, o) => [name, values[at * outcomes.length + o]]));
}
