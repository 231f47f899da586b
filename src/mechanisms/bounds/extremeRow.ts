import { type SortScratch, sortByKey } from '../kernels/sortByKey.js';
import type { RowBounds, RowCaps } from './rowBounds.js';

/**
 * Working space, not state: every call writes what it reads, and makes no other. A fresh one a row would be most of the
 * work.
 */
let workspace = createWorkspace(64);

/**
 * The admissible row with the least, or the greatest, mean of a value over outcomes.
 *
 *     argmin (argmax) over admissible rows of sum over y of row[y] value[y]
 *
 * Greedy, which is exact for a box cut with the simplex and for caps that form a polymatroid: outcomes in order of
 * value, each as much as its bounds and what the earlier ones have left allow.
 *
 * @param value shape (K) or longer, finite where upper > 0; not checked
 * @param out shape (K) or longer, its first K overwritten; a fresh array unless given
 * @returns `out`, whose first K sum to 1
 *
 * Cost O(K log K) for a box, O(K (C + log K)) with caps of C classes; no allocation but `out`.
 *
 * @example
 * const bounds = noAssumption(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25), 0);
 * extremeRow(bounds, [1, 0], 'least') // [0.5, 0.5]
 */
export function extremeRow(
  bounds: RowBounds,
  value: ArrayLike<number>,
  end: 'least' | 'greatest',
  out: Float64Array = new Float64Array(bounds.upper.length),
): Float64Array {
  const { upper, caps } = bounds;
  const { length } = upper;
  if (length > workspace.items.length) workspace = createWorkspace(2 * length);
  const { keys, items, scratch } = workspace;
  const sign = end === 'least' ? 1 : -1;
  let n = 0;
  for (let y = 0; y < length; y++) {
    if (upper[y] === 0) continue;
    keys[n] = sign * value[y];
    items[n++] = y;
  }
  sortByKey(keys, items, 0, n, scratch);
  const left = caps === undefined ? fillBox(bounds, items, n, out) : fillCapped(upper, caps, items, n, out);
  // Rounding alone; the row stays whole.
  if (left > 0 && n > 0) out[items[n - 1]] += left;
  return out;
}

interface Workspace {
  readonly keys: Float64Array;
  readonly items: Int32Array;
  readonly scratch: SortScratch;
  readonly slack: Float64Array;
}

function createWorkspace(capacity: number): Workspace {
  const floats = (): Float64Array => new Float64Array(capacity);
  const items = new Int32Array(capacity);
  return { keys: floats(), items, scratch: { keys: floats(), items: new Int32Array(capacity) }, slack: floats() };
}

/** Starts from the lower bounds. Returns what no outcome took. */
function fillBox({ lower, upper }: RowBounds, order: Int32Array, n: number, out: Float64Array): number {
  let left = 1;
  for (let y = 0; y < lower.length; y++) {
    out[y] = lower[y];
    left -= lower[y];
  }
  for (let i = 0; i < n && left > 0; i++) {
    const y = order[i];
    const room = upper[y] - lower[y];
    out[y] = room < left ? upper[y] : lower[y] + left;
    left = room < left ? left - room : 0;
  }
  return left;
}

/** Fills under caps: an outcome may take the least slack of all caps that hold it. Returns what no outcome took. */
function fillCapped(
  upper: Float64Array,
  { classOf, free, cap }: RowCaps,
  order: Int32Array,
  n: number,
  out: Float64Array,
): number {
  const nCaps = cap.length;
  const { slack } = workspace;
  for (let c = 0; c < nCaps; c++) slack[c] = cap[c];
  for (let y = 0; y < upper.length; y++) out[y] = 0;
  let left = 1;
  for (let i = 0; i < n && left > 0; i++) {
    const y = order[i];
    const own = classOf[y];
    let amount = Math.min(left, upper[y]);
    if (own >= 0) {
      amount = Math.min(amount, slack[own] + free[y]);
      for (let c = own + 1; c < nCaps; c++) amount = Math.min(amount, slack[c]);
      // Rounding may leave a slack just below 0.
      amount = Math.max(0, amount);
      for (let c = own + 1; c < nCaps; c++) slack[c] -= amount;
      slack[own] -= Math.max(0, amount - free[y]);
    }
    out[y] = amount;
    left -= amount;
  }
  return left;
}
