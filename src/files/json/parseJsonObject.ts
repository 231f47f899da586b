import { DataError } from '../../core/errors.js';
import { shownValue } from '../read/shownValue.js';

/**
 * A JSON object from text.
 *
 * @param where opens the message of an error: the file, with the line where there are several
 * @returns an object of own properties only: look names up with `Object.hasOwn`, as any name may be in it or not
 * @throws DataError if the text is not JSON, or not an object
 */
export function parseJsonObject(where: string, text: string): Record<string, unknown> {
  return asJsonObject(where, parseJson(where, text));
}

/**
 * A JSON value that must be an object.
 *
 * @throws DataError if it is none
 */
export function asJsonObject(where: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DataError(`${where}: must be a JSON object, got ${shownValue(value)}`);
  return value as Record<string, unknown>;
}

/**
 * Any value from JSON text.
 *
 * @throws DataError if the text is not JSON, with what else it is where that can be seen
 */
export function parseJson(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(`${where}: ${notJson(text)}`, { cause: error });
  }
}

/** What Python writes for numbers that JSON has not, outside of texts. */
const NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
/** Files larger than this are not searched: a message is not worth the time. */
const MOST_SEARCHED = 2 ** 24;

function notJson(text: string): string {
  if (text.includes('\u0000'))
    return 'must be JSON, got bytes that are no text - the file is damaged, or of another kind';
  for (const { 0: token, index } of text.length > MOST_SEARCHED ? [] : text.matchAll(NO_NUMBER)) {
    if (token.startsWith('"')) continue;
    const near = text.slice(Math.max(0, index - 20), index + 15).replaceAll(/\s+/g, ' ');
    return `must be JSON, got ${token} at character ${index + 1} (${shownValue(near)}), which JSON has not - write a number`;
  }
  return `must be JSON, got ${shownValue(text)} - the file is cut short or damaged, write it again`;
}
