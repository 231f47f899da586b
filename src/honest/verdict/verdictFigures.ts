import type { StateCheck } from '../checkStates/checkStates.js';

/**
 * What an estimate rests on, and so what it can fail by.
 *
 * - `model`: a fitted model (dm, dr, cf, `evaluate`, `value --mdp`): fragility, thin rows, hidden states.
 * - `weights`: logged probabilities (is, wis, cis): effective size, largest weight, share held. A hidden state does not
 *   harm them.
 * - `estimated weights`: as `weights`, with probabilities estimated from the states: hidden states harm them too.
 * - `changes`: what other decisions would have brought, in a fitted model (`explain`): the cases of what is done instead,
 *   hidden states.
 * - `gain`: a lower bound of what a policy gains over the clinician.
 */
export type EstimateKind = 'model' | 'weights' | 'estimated weights' | 'changes' | 'gain';

/** Figures that can speak against an estimate; absent where a command does not have them. */
export interface VerdictFigures {
  /**
   * What one imaginary worst case a pair takes off the promise, and off that of who wrote the log (default 0), and the
   * width of the range of returns.
   */
  readonly fragility?:
    { readonly fragility: number; readonly behaviourFragility?: number; readonly rangeWidth: number } | 'exact model';
  /** Share of the steps under the policy that rest on rows seen at most twice. */
  readonly thinShare?: number;
  /** Share of the changed decisions that go by rows seen at most twice. */
  readonly thinChanges?: number;
  /** Result of the tests; `left out` where the user asked for none. */
  readonly states?: StateCheck | 'left out';
  /** (sum w)² / sum w². */
  readonly effectiveSize?: number;
  /** Largest weight over the sum of all. */
  readonly largestWeightShare?: number;
  /** Share of the policy's runs that the log holds. */
  readonly shareHeld?: number;
  /** The true value, where it is known, and the intervals of the estimates that are judged. */
  readonly truth?: { readonly value: number; readonly intervals: readonly (readonly [lower: number, upper: number])[] };
  /** Lower bound of the gain over the clinician. */
  readonly gainBound?: number;
}

/** The name of a figure: a field of `VerdictFigures`. */
export type VerdictFigure = keyof VerdictFigures;
