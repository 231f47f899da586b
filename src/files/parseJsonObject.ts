import { DataError } from '../core/errors.js';
import { shownValue } from './shownValue.js';

/**
 * A JSON object from text.
 *
 * @param where opens the message of an error: the file, with the line where there are several
 * @returns an object of own properties only: look names up with `Object.hasOwn`, as any name may be in it or not
 * @throws DataError if the text is not JSON, or not an object
 */
export function parseJsonObject(where: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError(
      `${where}: must be JSON, got ${shownValue(text)} - the file is cut short or damaged, write it again`,
      { cause: error },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DataError(`${where}: must be a JSON object, got ${shownValue(value)}`);
  return value as Record<string, unknown>;
}
