import type { ReturnMoments } from './momentTables.js';
import type { ChainState } from './chainState.js';

/** What counterfactual runs come to, one entry an episode, while it is added up: see `CounterfactualEvaluation`. */
export interface EpisodeResults {
  /** Shape (n). */
  readonly expectedReturn: Float64Array;
  /** Shape (n): the second moment of the return, until `settleVariance` takes the square of the mean off it. */
  readonly returnVariance: Float64Array;
  /** Shape (n × outcomes). */
  readonly outcomeProbability: Float64Array;
  /** Shape (n). */
  readonly expectedLength: Float64Array;
}

/** What follows the log, as `returnMoments` has it. */
export interface AfterLog {
  readonly moments: ReturnMoments;
  /** Where the rows of the steps to go start: see `stepsToGo`. */
  readonly table: number;
  /** discount^T, for T steps logged. */
  readonly weight: number;
}

/** @param column makes a column of zeros; default one that is not shared with other threads */
export function emptyResults(
  n: number,
  nOutcomes: number,
  column = (length: number): Float64Array => new Float64Array(length),
): EpisodeResults {
  return {
    expectedReturn: column(n),
    returnVariance: column(n),
    outcomeProbability: column(n * nOutcomes),
    expectedLength: column(n),
  };
}

/**
 * Adds the runs that `chain` holds at the end of the log, with what follows.
 *
 * Cost O(states with mass × outcomes).
 */
export function addAfterLog(
  results: EpisodeResults,
  e: number,
  { size, support, mass, first, second }: ChainState,
  { moments, table, weight }: AfterLog,
): void {
  const { expectedReturn, returnVariance, outcomeProbability, expectedLength } = results;
  const nOutcomes = outcomeProbability.length / expectedReturn.length;
  for (let i = 0; i < size; i++) {
    const s = support[i];
    const mean = weight * moments.mean[table + s];
    expectedReturn[e] += first[s] + mass[s] * mean;
    returnVariance[e] += second[s] + 2 * first[s] * mean + mass[s] * weight * weight * moments.secondMoment[table + s];
    expectedLength[e] += mass[s] * moments.length[table + s];
    for (let o = 0; o < nOutcomes; o++)
      outcomeProbability[e * nOutcomes + o] += mass[s] * moments.outcome[(table + s) * nOutcomes + o];
  }
}

/** Rounding may take a variance of zero just below it: it is at least 0. */
export function settleVariance({ expectedReturn, returnVariance }: EpisodeResults, e: number): void {
  returnVariance[e] = Math.max(0, returnVariance[e] - expectedReturn[e] ** 2);
}
