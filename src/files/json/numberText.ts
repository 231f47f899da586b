/**
 * The shortest text of a number that reads back as the same number, bit for bit; valid in JSON and CSV.
 *
 * @param value finite; not checked
 */
export function numberText(value: number): string {
  // String(-0) is '0'.
  return value === 0 && 1 / value < 0 ? '-0' : String(value);
}
