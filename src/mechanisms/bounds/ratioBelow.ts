/** Ratios that agree to this are taken as equal: what is possible jumps at a tie, and must not hang on rounding. */
const TIE = 1e-12;

/**
 * Whether p[a] / q[a] < p[b] / q[b] by more than rounding, that is whether the odds of a against b rise from p to q.
 *
 * Larger and smaller of each pair are divided first, so nothing under- or overflows; an outcome impossible in both is
 * not below any other, nor any other below it.
 *
 * @example
 * ratioBelow(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25), 0, 1) // true
 */
export function ratioBelow(p: Float64Array, q: Float64Array, a: number, b: number): boolean {
  const largerA = Math.max(p[a], q[a]);
  const largerB = Math.max(p[b], q[b]);
  if (largerA === 0 || largerB === 0) return false;
  return (p[a] / largerA) * (q[b] / largerB) < (q[a] / largerA) * (p[b] / largerB) * (1 - TIE);
}
