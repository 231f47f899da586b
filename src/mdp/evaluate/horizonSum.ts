/** What is still to come may be left out below this share of the sum: no digit of it changes. */
const NEGLIGIBLE = 1e-16;

export interface HorizonSum {
  /** Shape (S): sum_{t < H} M^t v. */
  readonly sum: Float64Array;
  /** Shape (S): M^H v. */
  readonly last: Float64Array;
}

/**
 * The sum of H terms v, M v, M² v, … for a matrix that never makes a vector larger, such as what H steps of a chain
 * earn or visit.
 *
 * It stops when nothing moves: when what all further terms can add is below 1e-16 of the sum, or when a term comes back
 * bit by bit, after which the terms go round and the rest is a multiplication. A long horizon thereby costs no more
 * than the chain takes to end or to settle.
 *
 * @param apply writes M x to `out`
 * @param v shape (S)
 * @param horizon H, an integer ≥ 0
 * @param norm which size of a vector M never increases: the largest entry, or the sum of all
 *
 * Cost O(H) applications at most, memory 5 arrays.
 *
 * Source of the search for a cycle: Brent, "An improved Monte Carlo factorization algorithm", 1980.
 */
export function horizonSum(
  apply: (x: Float64Array, out: Float64Array) => void,
  v: Float64Array,
  horizon: number,
  norm: 'largest' | 'total',
): HorizonSum {
  const size = norm === 'largest' ? largest : total;
  let now: Float64Array = v.slice();
  let next: Float64Array = new Float64Array(v.length);
  const sum = new Float64Array(v.length);
  // The term at `since`, and the sum of the terms from there on, which `sum` does not hold yet.
  const seen = v.slice();
  const lately = new Float64Array(v.length);
  let since = 0;
  for (let t = 0; t < horizon; t++) {
    if (t > since && isSame(now, seen)) {
      const period = t - since;
      const rounds = Math.floor((horizon - since) / period);
      addScaled(sum, rounds, lately);
      const rest = horizonSum(apply, now, horizon - since - rounds * period, norm);
      addScaled(sum, 1, rest.sum);
      return { sum, last: rest.last };
    }
    if (size(now) * (horizon - t) <= NEGLIGIBLE * Math.max(size(sum), size(lately))) break;
    if (t === 2 * since + 1) {
      seen.set(now);
      addScaled(sum, 1, lately);
      lately.fill(0);
      since = t;
    }
    addScaled(lately, 1, now);
    apply(now, next);
    [now, next] = [next, now];
  }
  addScaled(sum, 1, lately);
  return { sum, last: now };
}

function addScaled(target: Float64Array, factor: number, x: Float64Array): void {
  for (let s = 0; s < x.length; s++) target[s] += factor * x[s];
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let s = 0; s < a.length; s++) if (a[s] !== b[s]) return false;
  return true;
}

function largest(x: Float64Array): number {
  let most = 0;
  for (const value of x) most = Math.max(most, Math.abs(value));
  return most;
}

function total(x: Float64Array): number {
  let sum = 0;
  for (const value of x) sum += Math.abs(value);
  return sum;
}
