import { ArgumentError } from '../../core/errors.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { choiceRecord, choiceShare } from './choiceRecord.js';

/** How near all logged probabilities must be to the shares of choices to have been counted. */
const COUNTED = 1e-4;

const HARM = 'they leave out what else the clinician saw, and advice that does harm passes for better';

/**
 * Checks that a log has the probabilities of all actions, as who acted had them: weights of advice need them all, and
 * hold only if they are the true ones.
 *
 * @throws ArgumentError if there are none, or if all are the shares of choices in the log's own states, to 1e-4, and so
 *   were estimated from it. Other estimates cannot be told from true probabilities.
 *
 * Cost O(steps · A).
 */
export function checkPropensities(log: Trajectories): void {
  const { propensities, propensity, nActions } = log;
  if (!propensities)
    throw new ArgumentError(
      `improve: the log must have the probabilities of all ${nActions} actions at each step, as who acted had them, got ${propensity ? 'those of the actions taken alone' : 'none'} - log them; estimated from the states ${HARM}`,
    );
  if (areShares(log, propensities))
    throw new ArgumentError(
      `improve: probabilities must be those that who acted had, got the shares of choices in each state of the log, counted from it - ${HARM}`,
    );
}

/** Whether all are n(s, a)/n(s); where these are 0 and 1 alone, nothing tells. */
function areShares(log: Trajectories, propensities: Float64Array): boolean {
  const { nActions, state } = log;
  const record = choiceRecord(log, 1);
  let mixed = false;
  for (let i = 0; i < state.length; i++)
    for (let a = 0; a < nActions; a++) {
      const share = choiceShare(record, state[i], a);
      if (!(Math.abs(propensities[i * nActions + a] - share) <= COUNTED)) return false;
      mixed ||= share > COUNTED && share < 1 - COUNTED;
    }
  return mixed;
}
