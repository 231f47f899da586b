import { ArgumentError } from '../../core/errors.js';
import type { Policy } from '../../mdp/policy.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/**
 * A log with the probabilities of a behaviour policy that acted on other states than the log's: on finer ones, say, of
 * which the log shows a part.
 *
 * @param seen the same steps in the behaviour policy's own states
 * @returns the log with full vectors of probabilities; its other columns are the same arrays
 * @throws ArgumentError if the policy or the steps do not fit
 *
 * Cost O(steps · A).
 */
export function withBehaviour(log: Trajectories, seen: Trajectories, behaviour: Policy): Trajectories {
  const { nActions, state } = seen;
  if (state.length !== log.state.length || behaviour.nStates !== seen.nStates || behaviour.nActions !== nActions)
    throw new ArgumentError(
      `withBehaviour: the policy must be over the ${seen.nStates} states and ${nActions} actions of the log's ${log.state.length} steps, got ${behaviour.nStates} and ${behaviour.nActions} for ${state.length} steps`,
    );
  const propensities = new Float64Array(state.length * nActions);
  for (let i = 0; i < state.length; i++)
    propensities.set(behaviour.probability.subarray(state[i] * nActions, (state[i] + 1) * nActions), i * nActions);
  return { ...log, propensities };
}
