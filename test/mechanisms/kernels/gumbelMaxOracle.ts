import { type Fraction, dividedBy, less, plus, sixteenths, times, toNumber } from './fraction.js';

/**
 * The Gumbel-max coupling by its definition as a race, in exact fractions: p and q are multiples of 1/16.
 *
 *     J[i,j] = p[i] q[j] · integral of dt / D(t)² over r[j] < t < r[i],  J[i,i] = p[i] / D(r[i]),  D(t) = sum of max(p, t q)
 *
 * D is linear between consecutive ratios a < b, where the integral is (b − a) / (D(a) D(b)). An infinite ratio (q = 0)
 * only ends the last piece: there the integral is 1 / (B D(a)), with B = 1 the sum of q.
 */
export function exactGumbelMax(p: ArrayLike<number>, q: ArrayLike<number>): number[] {
  const zero: Fraction = { over: 0n, under: 1n };
  const P = Array.from(p, sixteenths);
  const Q = Array.from(q, sixteenths);
  const ratio = P.map((pk, k) => (q[k] > 0 ? dividedBy(pk, Q[k]) : undefined));
  const D = (t: Fraction): Fraction =>
    P.map((pk, k) => (less(pk, times(t, Q[k])) ? times(t, Q[k]) : pk)).reduce(plus, zero);
  const cuts = ratio.filter((r) => r !== undefined).sort((a, b) => (less(a, b) ? -1 : less(b, a) ? 1 : 0));
  const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });
  /** Integral of 1 / D² from `from` to `to`, infinity if that is undefined. */
  const integral = (from: Fraction, to: Fraction | undefined): Fraction => {
    let sum = zero;
    for (let k = 0; k + 1 < cuts.length; k++) {
      const [a, b] = [cuts[k], cuts[k + 1]];
      if (!less(a, from) && (to === undefined || !less(to, b)))
        sum = plus(sum, dividedBy(minus(b, a), times(D(a), D(b))));
    }
    return to === undefined ? plus(sum, dividedBy({ over: 1n, under: 1n }, D(cuts[cuts.length - 1]))) : sum;
  };
  return P.flatMap((pi, i) =>
    Q.map((qj, j) => {
      const [ri, rj] = [ratio[i], ratio[j]];
      if (p[i] === 0 || q[j] === 0) return 0;
      if (i === j) return toNumber(dividedBy(pi, D(ri!)));
      if (ri !== undefined && !less(rj!, ri)) return 0;
      return toNumber(times(times(pi, qj), integral(rj!, ri)));
    }),
  );
}
