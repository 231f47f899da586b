import { readAdvice } from '../../files/index.js';
import { isAdvice } from '../../files/models/isAdvice.js';
import type { Advice } from '../../mdp/advice/advice.js';
import { note } from '../say.js';
import { isModule } from './plugins/pluginSpec.js';
import { isFile } from './resolvePolicy.js';

/**
 * The advice that a command line names in place of a policy; undefined where it names a policy.
 *
 * @throws DataError on a file of advice that is wrong
 */
export async function adviceOf(spec: string, round: number | undefined): Promise<Advice | undefined> {
  if (!isFile(spec) || isModule(spec) || !(await isAdvice(spec))) return undefined;
  return readAdvice(spec, { ...(round !== undefined && { rounding: round }), say: note });
}
