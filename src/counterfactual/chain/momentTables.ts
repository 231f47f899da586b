/**
 * What follows from each state with h steps to go under a policy, by the model's own rows, for h = 0 to H. Where the
 * log ends the counterfactual goes on by these.
 */
export interface ReturnMoments {
  readonly nStates: number;
  /** Shape ((H + 1) × S): expected return. */
  readonly mean: Float64Array;
  /** Shape ((H + 1) × S): expected square of the return. */
  readonly secondMoment: Float64Array;
  /** Shape ((H + 1) × S × outcomes): probability of each outcome at the end. */
  readonly outcome: Float64Array;
  /** Shape ((H + 1) × S): expected number of steps; Infinity where a run may never end and nothing stops it. */
  readonly length: Float64Array;
}

/**
 * Where the rows of h steps to go start in tables of `width` numbers a step; without a horizon there is but one row.
 */
export function stepsToGo(horizon: number, taken: number, width: number): number {
  return horizon === Infinity ? 0 : (horizon - taken) * width;
}
