import type { LoggedTransitions } from '../../fit/loggedTransitions.js';
import type { Aggregates } from '../aggregates.js';

/**
 * The counts of a log for `fit`, which makes of them the model that it makes of the log: counts are the same, and sums
 * of rewards but for rounding.
 */
export function transitionsOf({ nStates, nActions, source, counts, first }: Aggregates): LoggedTransitions {
  const { state, action, nextState, terminated, count, reward } = counts;
  return {
    ...{ nStates, nActions, source, state, action, nextState, count, reward, first, ended: terminated },
    rowName: (k) => `the transition from state ${state[k]} by action ${action[k]} to state ${nextState[k]}`,
  };
}
