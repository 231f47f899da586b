/**
 * True if two arrays of numbers have the same length and entries; NaN equals nothing.
 *
 * @example
 * equalArrays(Uint32Array.of(1, 2), Uint32Array.of(1, 2)) // true
 */
export function equalArrays(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
