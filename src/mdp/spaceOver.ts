import { ArgumentError } from '../core/errors.js';
import type { OverStates } from './checkSameSpace.js';
import { type Env, spaceOf } from './env.js';
import type { StateSpace } from './stateSpace.js';

/**
 * The state space of an environment that a policy or an advice is over: the one that it names, else the one of its size.
 *
 * @param what it is, in the words of a message
 * @throws ArgumentError if its size is of no space, or of several, or another than that of the space it names
 */
export function spaceOver(env: Env, given: OverStates, where: string, what: 'policy' | 'advice'): StateSpace {
  const sizes = env.spaces.map((space) => `'${space.name}' (${space.nStates} states)`).join(', ');
  const fail = (requirement: string): never => {
    throw new ArgumentError(`${where}: ${requirement}`);
  };
  if (given.nActions !== env.nActions)
    fail(`${what} must have the ${env.nActions} actions of env ${env.name}, got ${given.nActions}`);
  if (given.space !== undefined) {
    const named = spaceOf(env, given.space);
    if (named.nStates !== given.nStates)
      fail(`${what} over space '${named.name}' must have ${named.nStates} states, got ${given.nStates}`);
    return named;
  }
  const matching = env.spaces.filter((space) => space.nStates === given.nStates);
  if (matching.length > 1)
    fail(
      `${what} must name its space, as several have ${given.nStates} states: ${sizes} - say which in its file, or its record, as space: '${matching[0].name}'`,
    );
  return (
    matching.at(0) ??
    fail(`${what} must be over one of the spaces of env ${env.name}: ${sizes}, got ${given.nStates} states`)
  );
}
