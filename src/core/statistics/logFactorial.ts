import { once } from '../once.js';

/** From here on the series is exact to rounding; below, the product itself is summed. */
const MANY = 32;
const small: () => Float64Array = once(() => {
  const sums = new Float64Array(MANY);
  for (let n = 2; n < MANY; n++) sums[n] = sums[n - 1] + Math.log(n);
  return sums;
});

/**
 * ln(n!) for a whole number n.
 *
 *     n ≥ 32: n ln n − n + ln(2 pi n)/2 + 1/(12 n) − 1/(360 n³) + 1/(1260 n⁵)
 *
 * Relative error below 1e-14.
 *
 * @param n integer ≥ 0, not checked
 *
 * Source: Abramowitz & Stegun 1964, 6.1.41.
 *
 * @example
 * logFactorial(5) // 4.78749...
 */
export function logFactorial(n: number): number {
  if (n < MANY) return small()[n];
  const inverse = 1 / n;
  const square = inverse * inverse;
  const correction = inverse * (1 / 12 - square * (1 / 360 - square / 1260));
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + correction;
}

/**
 * ln of the number of sets of k among n.
 *
 * @param k integer from 0 to n, not checked
 *
 * @example
 * logChoose(5, 2) // 2.30258...
 */
export function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
