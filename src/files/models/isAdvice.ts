import { extname } from 'node:path';
import { kindOfText } from '../read/fileKind.js';
import { readWhole } from '../read/readWhole.js';
import { LARGEST_JSON } from './readMdp.js';

/**
 * Whether a file holds advice. Only JSON by its name is looked into: what else there is may be read but once.
 *
 * @throws DataError if such a file cannot be read
 */
export async function isAdvice(path: string): Promise<boolean> {
  if (extname(path).toLowerCase() !== '.json') return false;
  return kindOfText((await readWhole(path, LARGEST_JSON, 'is it a policy?')).toString()) === 'advice';
}
