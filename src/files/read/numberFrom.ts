const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const MISSING = /^\s*(na|n\/a|<na>|nan|null|none)?\s*$/i;

/**
 * The number that a field of a file holds, as text or as a number; NaN if it holds none, or an infinite one. Text must
 * be decimal: `Number` alone would also take '' and '0x10'.
 */
export function numberFrom(value: unknown): number {
  if (typeof value === 'string') value = DECIMAL.test(value) ? Number(value) : NaN;
  return typeof value === 'number' && Number.isFinite(value) ? value : NaN;
}

/** As `numberFrom`, and NaN if the number is no integer. */
export function integerFrom(value: unknown): number {
  if (typeof value === 'string') {
    const digits = digitsFrom(value);
    if (digits >= 0) return digits;
  }
  const number = numberFrom(value);
  return Number.isInteger(number) ? number : NaN;
}

/** Whether a field holds nothing: it is empty, or has what R, Python and databases write for that. */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && MISSING.test(value));
}

/** Whether a field is empty: all that a field of names can lack, as `none` may be one. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** Nearly every field is a few digits, and a loop reads those several times as fast. */
function digitsFrom(text: string): number {
  if (text.length === 0 || text.length > 9) return -1;
  let number = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = 10 * number + digit;
  }
  return number;
}
