import { checkSchema } from '../json/checkSchema.js';
import { fileName } from '../read/fileFault.js';
import { parseJsonObject } from '../json/parseJsonObject.js';
import { readWhole } from '../read/readWhole.js';
import { type LogDescription, logDescriptionSchema } from './logDescription.js';

/** The field that says how a description was made; it is not part of what it says of the log. */
export const MADE_BY = 'couplet';

const LARGEST = 1_048_576;

/**
 * Reads the description of a log: a JSON object with the fields of `LogDescription`.
 *
 * @throws DataError naming the field that is wrong or unknown
 */
export async function readLogDescription(path: string): Promise<LogDescription> {
  const file = fileName(path);
  const text = (await readWhole(path, LARGEST, 'is it the description of a log?')).toString();
  const content = Object.entries(parseJsonObject(file, text)).filter(([field]) => field !== MADE_BY);
  return checkSchema(file, logDescriptionSchema, Object.fromEntries(content));
}
