import { NO_ROW } from './lane.js';

/** Most rows of a lane that has no levels: more are not told apart by eye. */
export const MOST_ROWS = 8;

/** Which of many things get a row of their own. */
export interface Foremost {
  /** In the order of their numbers. */
  readonly kept: readonly number[];
  /** How many share the last row; 0 where there is none. */
  readonly others: number;
  /** Shape (items): the row of each, `NO_ROW` for what never comes up. */
  readonly rowOf: Int32Array;
}

/**
 * The things that weigh most, the rest in one row. One left over alone keeps its row, which takes no more room.
 *
 * @param weight shape (items), 0 for what does not come up
 */
export function foremost(weight: Float64Array, most: number = MOST_ROWS): Foremost {
  const up = Array.from(weight.keys()).filter((i) => weight[i] > 0);
  const kept =
    up.length <= most + 1
      ? up
      : up
          .sort((a, b) => weight[b] - weight[a] || a - b)
          .slice(0, most)
          .sort((a, b) => a - b);
  const rowOf = new Int32Array(weight.length).fill(NO_ROW);
  for (let i = 0; i < weight.length; i++) if (weight[i] > 0) rowOf[i] = kept.length;
  for (const [row, i] of kept.entries()) rowOf[i] = row;
  return { kept, others: weight.reduce((n, one) => n + Number(one > 0), 0) - kept.length, rowOf };
}
