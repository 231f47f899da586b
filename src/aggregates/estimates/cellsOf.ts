import { type Cells, marginalValue, noFirstAction } from '../../ope/estimators/importance/marginalValue.js';
import type { CellSums } from '../aggregates.js';

/** The cells of an aggregate, with where those of each time begin. */
export function cellsOf({ t, state, nextState, count, ratio, ratioReward }: CellSums): Cells {
  const times = t.length === 0 ? 0 : t[t.length - 1] + 1;
  const timeStart = new Uint32Array(times + 1);
  for (const time of t) timeStart[time + 1] += 1;
  for (let time = 0; time < times; time++) timeStart[time + 1] += timeStart[time];
  return { timeStart, state, next: nextState, taken: count, weighted: ratio, earned: ratioReward };
}

/**
 * The value by marginalised importance sampling.
 *
 * @param start shape (S): share of the episodes that start in each state
 * @throws NumericalError if the target policy takes none of the first actions
 */
export function valueByCells(sums: CellSums, start: Float64Array, discountPower: Float64Array): number {
  const cells = cellsOf(sums);
  if (cells.weighted.subarray(0, cells.timeStart.at(1) ?? 0).every((ratio) => ratio === 0)) throw noFirstAction();
  return marginalValue(cells, start, discountPower);
}
