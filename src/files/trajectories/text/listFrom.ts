import { numberFrom } from '../../read/numberFrom.js';

/**
 * The numbers of a field that holds a list: an array, or its text, `[0.25, 0.75]` as JSON and Python write it, `[0.25
 * 0.75]` as NumPy does.
 *
 * @returns undefined if it is no list of finite numbers, or an empty one
 */
export function listFrom(value: unknown): ArrayLike<number> | undefined {
  const entries = typeof value === 'string' ? entriesOf(value) : isList(value) ? value : [];
  const numbers = Float64Array.from(entries, numberFrom);
  return numbers.length === 0 || numbers.some(Number.isNaN) ? undefined : numbers;
}

function entriesOf(text: string): readonly string[] {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1].trim();
  return inner === undefined || inner === '' ? [] : inner.split(inner.includes(',') ? ',' : /\s+/);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}
