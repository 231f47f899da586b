import { ArgumentError } from '../../core/errors.js';
import type { BoundedRow, BoundedRows } from '../rows/boundedRows.js';
import type { IntervalMdp } from './intervalMdp.js';

/** The assumptions on the mechanism for which rows are bounded whatever p and q are within their boxes. */
export const intervalAssumptions = ['none', 'stability'] as const;

export type IntervalAssumption = (typeof intervalAssumptions)[number];

/**
 * What all mechanisms that an assumption admits leave possible of counterfactual rows, whatever p and q are within their
 * boxes: the bounds of `noAssumption` and `stability`, at the worst p and q.
 *
 *     CF(y | x) ≤ min(1, upper q[y] / lower p[x]),   of elsewhere as of one outcome
 *     under stability 0 for y ≠ x with lower p[y] > 0 and lower q[x] / upper p[x] ≥ upper q[y] / lower p[y]
 *     CF(y | x) ≥ 1 − the least of: the others' upper bounds together, (1 − lower q[y]) / lower p[x]
 *
 * Valid, and perhaps loose: entries are bounded one at a time, and no one p and q need be the worst for all of them.
 * The same action in the same state comes out as observed: such a row is certain.
 *
 * @returns rows valid until the next is asked for
 * @throws ArgumentError for an assumption that has no such bounds
 *
 * Cost O(K) a row of K entries.
 */
export function intervalRows(mdp: IntervalMdp, assumption: string): BoundedRows {
  checkIntervalAssumption(assumption);
  const { rowStart, nextState, lower, upper } = mdp;
  const stable = assumption === 'stability';
  /** Zero under stability: compared as products, which do not divide by what may be 0. */
  const stays = (observedRow: number, at: number, qx: number, next: number, most: number): boolean => {
    const y = entryOf(mdp, observedRow, next);
    return y !== undefined && y !== at && lower[y] > 0 && qx * lower[y] >= most * upper[at];
  };
  return (observedRow, observed, targetRow) => {
    const at = rowStart[observedRow] + observed;
    if (targetRow === observedRow) return certain(at);
    const [first, end] = [rowStart[targetRow], rowStart[targetRow + 1]];
    const px = lower[at];
    const same = stable ? entryOf(mdp, targetRow, nextState[at]) : undefined;
    const qx = same === undefined ? 0 : lower[same];
    const entry: number[] = [];
    const most: number[] = [];
    let total = 0;
    for (let k = first; k < end; k++) {
      if (upper[k] === 0 || (stable && qx > 0 && stays(observedRow, at, qx, nextState[k], upper[k]))) continue;
      entry.push(k);
      most.push(upper[k] >= px ? 1 : upper[k] / px);
      total += most.at(-1)!;
    }
    const least = entry.map((k, i) =>
      Math.min(most[i], Math.max(0, 1 - Math.min(total - most[i], px > 0 ? (1 - lower[k]) / px : Infinity))),
    );
    return {
      entry: Uint32Array.from(entry),
      bounds: { lower: Float64Array.from(least), upper: Float64Array.from(most) },
    };
  };
}

/** @throws ArgumentError for an assumption that has no such bounds */
export function checkIntervalAssumption(assumption: string): asserts assumption is IntervalAssumption {
  if ((intervalAssumptions as readonly string[]).includes(assumption)) return;
  throw new ArgumentError(
    `counterfactual: bounds that hold for the luck of the data, too, are known under ${intervalAssumptions.join(' and ')}, got '${assumption}' - its bounds need p and q themselves`,
  );
}

/** What an interval MDP leaves possible of a row of its own. */
export function ownRow({ rowStart, lower, upper }: IntervalMdp, row: number): BoundedRow {
  const entry = Uint32Array.from({ length: rowStart[row + 1] - rowStart[row] }, (_, i) => rowStart[row] + i).filter(
    (k) => upper[k] > 0,
  );
  return {
    entry,
    bounds: { lower: Float64Array.from(entry, (k) => lower[k]), upper: Float64Array.from(entry, (k) => upper[k]) },
  };
}

function certain(entry: number): BoundedRow {
  return { entry: Uint32Array.of(entry), bounds: { lower: Float64Array.of(1), upper: Float64Array.of(1) } };
}

/** Index of the entry of a row that leads to a state; undefined where it has none. */
export function entryOf({ rowStart, nextState }: IntervalMdp, row: number, next: number): number | undefined {
  let [low, high] = [rowStart[row], rowStart[row + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nextState[middle] < next) low = middle + 1;
    else high = middle;
  }
  return low < rowStart[row + 1] && nextState[low] === next ? low : undefined;
}
