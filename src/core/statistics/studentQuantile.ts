import { ArgumentError } from '../errors.js';
import { normalQuantile } from './normalQuantile.js';

/** From here on the series in 1/df is exact to rounding, and the sums would grow long. */
const MANY = 3000;

/**
 * The t with P(T ≤ t) = share for Student's T with a whole number of degrees of freedom.
 *
 * Below 3,000 degrees: bisection on the angle whose tangent is t / sqrt(df), with P(|T| < t) as a finite sum. From
 * there on: the expansion around the normal quantile z,
 *
 *     t = z + g1(z)/df + g2(z)/df² + g3(z)/df³
 *
 * @param share in (0, 1)
 * @param df integer ≥ 1
 * @throws ArgumentError outside these
 *
 * Relative error below 1e-9 for shares from 5e-7 to 1 − 5e-7, and below 1e-12 from 0.005 to 0.995, except close to t =
 * 0.
 *
 * Source: Abramowitz & Stegun 1964, 26.7.3, 26.7.4 and 26.7.5.
 *
 * @example
 * studentQuantile(0.975, 10) // 2.22813...
 */
export function studentQuantile(share: number, df: number): number {
  if (!(share > 0 && share < 1)) throw new ArgumentError(`studentQuantile: share must be in (0, 1), got ${share}`);
  if (!(Number.isInteger(df) && df >= 1))
    throw new ArgumentError(`studentQuantile: degrees of freedom must be an integer ≥ 1, got ${df}`);
  if (share < 0.5) return -studentQuantile(1 - share, df);
  return df < MANY ? bySum(2 * share - 1, df) : byExpansion(normalQuantile(share), df);
}

function bySum(inside: number, df: number): number {
  // The angle is counted from t = infinity, so that it keeps its digits in the tail.
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (insideShare(middle, df) > inside) low = middle;
    else high = middle;
  }
  return Math.sqrt(df) / Math.tan((low + high) / 2);
}

/** P(|T| < t) for t = sqrt(df) / tan(angle). */
function insideShare(angle: number, df: number): number {
  const [sine, cosine] = [Math.cos(angle), Math.sin(angle)];
  const odd = df % 2;
  let term = odd === 1 ? cosine : 1;
  let sum = df === 1 ? 0 : term;
  for (let k = 2 + odd; k < df; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  return odd === 1 ? (2 / Math.PI) * (Math.PI / 2 - angle + sine * sum) : sine * sum;
}

function byExpansion(z: number, df: number): number {
  const s = z * z;
  const g1 = (s + 1) / 4;
  const g2 = ((5 * s + 16) * s + 3) / 96;
  const g3 = (((3 * s + 19) * s + 17) * s - 15) / 384;
  return z * (1 + (g1 + (g2 + g3 / df) / df) / df);
}
