import { ArgumentError } from '../../core/errors.js';
import { authorsCall } from '../../core/plugins/authorsCall.js';
import { inFewWords } from '../../core/plugins/inFewWords.js';
import type { Env } from '../env.js';
import type { ListedPart } from './actionPart.js';

/**
 * The parts of an environment's actions as plain data.
 *
 * @returns fresh; undefined where the environment tells of none
 * @throws ArgumentError if one says of an action anything but true or false
 *
 * Cost O(A) a part.
 *
 * @example
 * const [antibiotics] = listedParts(createEnv('sepsis'))!;
 * antibiotics // { name: 'antibiotics', on: [0, 0, 0, 0, 1, 1, 1, 1] }
 */
export function listedParts({
  name: env,
  nActions,
  actionParts,
}: Pick<Env, 'name' | 'nActions' | 'actionParts'>): readonly ListedPart[] | undefined {
  return actionParts?.map((part) => ({
    name: part.name,
    on: Array.from({ length: nActions }, (_, action) => {
      const what = `env ${env}: on of part '${part.name}'`;
      const on: unknown = authorsCall(what, () => part.on(action));
      if (typeof on === 'boolean') return Number(on);
      throw new ArgumentError(`${what} must return true or false, got ${inFewWords(on)} for action ${action}`);
    }),
  }));
}
