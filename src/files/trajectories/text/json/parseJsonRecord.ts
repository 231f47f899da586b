import { parseJson } from '../../../json/parseJsonObject.js';

/** Texts, which are left alone; numbers; and what Python writes for numbers that JSON has not. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?(?:\d[\d.eE+-]*|NaN|Infinity)/g;
const NO_NUMBER = /\b(?:NaN|Infinity)\b/;

/**
 * JSON from outside: as `parseJson`, except that what Python writes for a missing number, `NaN`, is read as that text.
 *
 * @throws DataError if the text is not JSON
 */
export function parseJsonRecord(where: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseJson(where, NO_NUMBER.test(text) ? quoted(text, (token) => /[NI]/.test(token)) : text);
  }
}

/**
 * As `parseJsonRecord`, every number that is not the integer it seems as the text of its digits, which would be lost.
 */
export function parseKeepingDigits(where: string, text: string): unknown {
  return parseJson(
    where,
    quoted(text, (token) => !Number.isSafeInteger(Number(token))),
  );
}

/** The text with the numbers that are so in quotes. */
function quoted(text: string, which: (token: string) => boolean): string {
  return text.replaceAll(TOKENS, (token) => (!token.startsWith('"') && which(token) ? `"${token}"` : token));
}
