import { NumericalError } from '../../../core/errors.js';

/** The transitions of a log at each time, with sums over the steps of each: cells (t, s, s'), in order of t. */
export interface Cells {
  /** Shape (times + 1): the cells of time t are those from timeStart[t] to timeStart[t + 1] − 1. */
  readonly timeStart: Uint32Array;
  /** Shape (cells), as are the others. */
  readonly state: ArrayLike<number>;
  /** Next state, or S for the end of the process. */
  readonly next: ArrayLike<number>;
  /** How many steps. */
  readonly taken: Float64Array;
  /** Sum of rho. */
  readonly weighted: Float64Array;
  /** Sum of rho r. */
  readonly earned: Float64Array;
}

/**
 * The value that marginalised importance sampling carries forward: see `marginalizedImportanceSampling`.
 *
 * @param start shape (S): share of the episodes that start in each state
 * @param discountPower shape (times) or longer: discount^t
 *
 * Cost O(times · S + cells).
 */
export function marginalValue(cells: Cells, start: Float64Array, discountPower: Float64Array): number {
  const { timeStart, state, next, taken, weighted, earned } = cells;
  const nStates = start.length;
  const visits = new Float64Array(nStates);
  // One place more, for what has ended.
  let now: Float64Array = new Float64Array(nStates + 1);
  let later: Float64Array = new Float64Array(nStates + 1);
  now.set(start);
  let value = 0;
  for (let t = 0; t + 1 < timeStart.length; t++) {
    visits.fill(0);
    later.fill(0);
    for (let k = timeStart[t]; k < timeStart[t + 1]; k++) visits[state[k]] += taken[k];
    for (let k = timeStart[t]; k < timeStart[t + 1]; k++) {
      if (weighted[k] === 0) continue;
      const share = now[state[k]] / visits[state[k]];
      value += discountPower[t] * share * earned[k];
      later[next[k]] += share * weighted[k];
    }
    [now, later] = [later, now];
  }
  return value;
}

/** That the target policy takes none of the log's first actions. */
export function noFirstAction(): NumericalError {
  return new NumericalError(
    'mis: some first action must be one that the target policy can take, got none - soften the target policy, or use a model (dm)',
  );
}
