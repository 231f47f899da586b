import { integerFrom, isMissing, numberFrom } from '../../read/numberFrom.js';

const TRUE = /^\s*(true|t|yes|y)\s*$/i;
const FALSE = /^\s*(false|f|no|n)\s*$/i;

/** Whether a field says yes: 1, or 0 for no and for an empty field; NaN if it says neither. */
export function flagFrom(value: unknown): number {
  if (value === true) return 1;
  if (value === false) return 0;
  const number = typeof value === 'string' ? integerFrom(value) : numberFrom(value);
  if (number === 0 || number === 1) return number;
  if (isMissing(value)) return 0;
  if (typeof value !== 'string') return NaN;
  return TRUE.test(value) ? 1 : FALSE.test(value) ? 0 : NaN;
}
