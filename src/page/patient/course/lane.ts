/** A band of the timeline: what was observed of one thing, over what would have been. */
export interface Lane {
  readonly name: string;
  /** What its rows are called, from the top down. */
  readonly rows: readonly string[];
  /** The row that is healthy, where one is. */
  readonly normal?: number;
  /**
   * Shape (steps × rows): P(the thing is in that row at t, and the run goes on). Absent where the model leaves the thing
   * out.
   */
  readonly mass?: Float64Array;
  /** By step of the log, its last state included where there is something to be seen of it: the row that was observed. */
  readonly seen: readonly (number | undefined)[];
  /** Levels of a variable, the highest on top; or things of their own, with names that may be long. */
  readonly kind: 'levels' | 'states' | 'actions';
}

/** Row of `rowOf` that is of no row. */
export const NO_ROW = -1;

/**
 * Sums a run's probabilities over states, or over actions, into rows.
 *
 * @param probability shape (steps × items), of a step after another
 * @param rowOf shape (items): the row that an item counts in, or `NO_ROW`
 * @returns shape (steps × rows)
 *
 * Cost O(steps × items).
 */
export function rowMass(probability: Float64Array, rowOf: ArrayLike<number>, nRows: number): Float64Array {
  const n = rowOf.length;
  const nSteps = probability.length / n;
  const mass = new Float64Array(nSteps * nRows);
  for (let t = 0; t < nSteps; t++) {
    for (let i = 0; i < n; i++) {
      const p = probability[t * n + i];
      if (p > 0 && rowOf[i] !== NO_ROW) mass[t * nRows + rowOf[i]] += p;
    }
  }
  return mass;
}
