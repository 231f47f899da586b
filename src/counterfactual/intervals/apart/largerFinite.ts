/** The larger of a scale and the size of a value, if that is finite. */
export function largerFinite(scale: number, value: number): number {
  const size = Math.abs(value);
  return size > scale && size < Infinity ? size : scale;
}
