import { type FileKind, checkKind, kindOfJson, kindOfText } from '../read/fileKind.js';
import { parseJson } from './parseJsonObject.js';

/**
 * The JSON of a file that should be of a kind.
 *
 * @throws DataError if it is not JSON, or can be seen to be of another kind, which is named
 */
export function jsonOfKind(file: string, wanted: FileKind, text: string): unknown {
  let content: unknown;
  try {
    content = parseJson(file, text);
  } catch (error) {
    checkKind(file, wanted, kindOfText(text));
    throw error;
  }
  checkKind(file, wanted, kindOfJson(content));
  return content;
}
