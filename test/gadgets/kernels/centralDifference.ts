/**
 * The gradient of f at x by differences of fourth order: central ones, and at an entry of exactly zero one-sided ones,
 * as weights may not be negative. Truncation about h⁴, rounding about 1e-15 / h, times the size of f.
 */
export function centralDifference(f: (x: Float64Array) => number, x: Float64Array, h = 2e-5): Float64Array {
  return x.map((value, k) => {
    const at = (steps: number): number => f(x.with(k, value + steps * h));
    return value === 0
      ? (-25 * at(0) + 48 * at(1) - 36 * at(2) + 16 * at(3) - 3 * at(4)) / (12 * h)
      : (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * h);
  });
}
