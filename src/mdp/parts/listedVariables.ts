import { ArgumentError } from '../../core/errors.js';
import { authorsCall } from '../../core/plugins/authorsCall.js';
import { inFewWords } from '../../core/plugins/inFewWords.js';
import type { StateSpace } from '../stateSpace.js';
import type { ListedVariable } from './stateVariable.js';

/**
 * The variables of a space's states as plain data.
 *
 * @returns fresh; undefined where the space tells of none
 * @throws ArgumentError if one gives a state a level that there is not
 *
 * Cost O(S) a variable.
 *
 * @example
 * const [row] = listedVariables(createEnv('gridworld', { width: 2, height: 2 }).spaces[0])!;
 * row // { name: 'row', levels: ['0', '1'], level: [0, 0, 1, 1] }
 */
export function listedVariables({
  name: space,
  nStates,
  variables,
}: Pick<StateSpace, 'name' | 'nStates' | 'variables'>): readonly ListedVariable[] | undefined {
  return variables?.map((variable) => {
    const { name, levels, normal } = variable;
    const level = Array.from({ length: nStates }, (_, state) => {
      const what = `space '${space}': levelOf of variable '${name}'`;
      const index: unknown = authorsCall(what, () => variable.levelOf(state));
      if (index === undefined) return null;
      if (typeof index === 'number' && index in levels) return index;
      throw new ArgumentError(
        `${what} must return undefined or an integer from 0 to ${levels.length - 1}, got ${inFewWords(index)} for state ${state}`,
      );
    });
    return { name, levels: [...levels], ...(normal !== undefined && { normal }), level };
  });
}
