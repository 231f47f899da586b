import type { SparseRow } from '../mechanism.js';

/**
 * The monotone coupling of p and q in a given order of the outcomes, by the north-west corner: the first row and column
 * with something left take the smaller of the two remainders, again and again.
 *
 * @param p shape (K), probabilities, not checked
 * @param q shape (K), probabilities, not checked
 * @param order a permutation of 0 … K − 1
 * @returns shape (K × K), row-major, fresh; row sums p, column sums q
 *
 * Remainders, not differences of cumulative sums: so rows of tiny probability keep all their digits. Cost O(K²) for the
 * zeros, O(K) for the rest.
 *
 * @example
 * northWestCoupling(Float64Array.of(0.5, 0.5), Float64Array.of(0.25, 0.75), Uint32Array.of(0, 1)) // [0.25, 0.25, 0, 0.5]
 */
export function northWestCoupling(p: Float64Array, q: Float64Array, order: Uint32Array): Float64Array {
  const coupling = new Float64Array(p.length * p.length);
  walk(p, q, order, (x, y, mass) => {
    coupling[x * p.length + y] += mass;
    return true;
  });
  return coupling;
}

/**
 * Row x of the same coupling, divided by p[x] > 0 (not checked).
 *
 * @returns shape (K), fresh, sums to 1
 *
 * Cost O(K).
 */
export function northWestRow(p: Float64Array, q: Float64Array, order: Uint32Array, x: number): Float64Array {
  const row = new Float64Array(p.length);
  let begun = false;
  walk(p, q, order, (from, y, mass) => {
    if (from === x) {
      begun = true;
      row[y] += mass / p[x];
    }
    return from === x || !begun;
  });
  return row;
}

/**
 * The same row of two rows that are stored without their zeros: to the last digit that of `northWestRow`. What p and q
 * share does not matter, only the order within either.
 *
 * @param order of the outcomes of a row, as positions in it
 *
 * Cost O(entries of both), and that of the order.
 */
export function sparseInOrder(order: (outcomes: Uint32Array) => Uint32Array): SparseRow {
  return ({ outcome, probability, pStart, pEnd, x, qStart, qEnd }, out, at) => {
    out.fill(0, at, at + qEnd - qStart);
    const columns = order(outcome.subarray(qStart, qEnd));
    let last = columns.length - 1;
    while (last > 0 && probability[qStart + columns[last]] === 0) last--;
    let column = 0;
    let room = probability[qStart + columns[0]];
    for (const i of order(outcome.subarray(pStart, pEnd))) {
      for (let left = probability[pStart + i]; left > 0;) {
        while (room === 0 && column < last) room = probability[qStart + columns[++column]]!;
        const mass = room === 0 ? left : Math.min(left, room);
        room -= Math.min(room, mass);
        left -= mass;
        if (pStart + i === x) out[at + columns[column]] += mass / probability[x];
      }
      if (pStart + i === x) return;
    }
  };
}

/** Visits the cells with mass, row after row, until `visit` returns false. */
function walk(
  p: Float64Array,
  q: Float64Array,
  order: Uint32Array,
  visit: (x: number, y: number, mass: number) => boolean,
): void {
  let last = order.length - 1;
  while (last > 0 && q[order[last]] === 0) last--;
  let column = 0;
  let room = q[order[0]];
  for (const x of order) {
    for (let left = p[x]; left > 0;) {
      while (room === 0 && column < last) room = q[order[++column]]!;
      // Where rounding has used up q before p, the last possible outcome takes the rest: every row stays whole.
      const mass = room === 0 ? left : Math.min(left, room);
      room -= Math.min(room, mass);
      left -= mass;
      if (!visit(x, order[column], mass)) return;
    }
  }
}
