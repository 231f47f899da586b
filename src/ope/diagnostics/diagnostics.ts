import type { SupportViolation } from './supportViolations.js';
import type { ThinSupport } from './thinSupport.js';

/** What there is to know before an estimate from this log is believed. */
export interface Diagnostics {
  readonly nEpisodes: number;
  /** (sum w)² / sum w² over whole episodes; 0 if all weights are 0. */
  readonly effectiveSampleSize: number;
  /** Shape (H): the same with the weights up to each step, ended episodes with their last one. */
  readonly effectiveSampleSizeByStep: Float64Array;
  /**
   * (1/n) sum of min(w, 20): the share of the target policy's runs that the log holds, 1 where it holds all. The
   * effective sample size does not see what is absent.
   */
  readonly shareHeld: number;
  /** The largest weight over the sum of all; 0 if all are 0. */
  readonly largestWeightShare: number;
  /** Episodes whose weight is positive: those that the target policy could have produced. */
  readonly nPositive: number;
  /** Mean weight of whole episodes: 1 but for chance, where the probabilities are right and the support is whole. */
  readonly meanWeight: number;
  /** Its standard error; absent for a single episode, which has none. */
  readonly meanWeightError?: number;
  /** Shape (H): the mean weight up to each step. */
  readonly meanWeightByStep: Float64Array;
  readonly behaviourEstimated: boolean;
  /**
   * How `supportViolations` were found: `known` from all probabilities of the behaviour policy; `logged`, where only
   * those of the actions taken are known or it is estimated, from actions that never occur in a state.
   */
  readonly support: 'known' | 'logged';
  /** In order of visits, most first. */
  readonly supportViolations: readonly SupportViolation[];
  /** How far the target policy leans on what the log has never or at most twice. */
  readonly thinSupport: ThinSupport;
  /** Episodes that stop before the horizon without an end: what they would still have earned counts as 0. */
  readonly censored: readonly string[];
  /** Plain sentences, where the figures deserve them. */
  readonly warnings: readonly string[];
}
