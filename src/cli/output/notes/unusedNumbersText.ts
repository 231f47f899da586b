import type { Trajectories } from '../../../trajectories/trajectories.js';
import { unusedNumbers } from '../../../trajectories/align/unusedNumbers.js';

/** Numbers that are shown before the rest is left out. */
const SHOWN = 5;

/** A sentence each for the states and the actions of a log that are never seen; none where all are. */
export function unusedNumbersText(log: Trajectories): string[] {
  const { states, actions } = unusedNumbers(log);
  return [...sentence('state', states, log.nStates), ...sentence('action', actions, log.nActions)];
}

function sentence(what: 'state' | 'action', unused: readonly number[], n: number): string[] {
  if (unused.length === 0) return [];
  const zero =
    unused[0] === 0
      ? `: does the log count from one? --number-${what}s numbers the ${what}s that occur from 0`
      : ', so nothing is known of them';
  if (unused.length === 1) return [`${what} ${unused[0]} is never seen${zero.replace('them', 'it')}`];
  const shown = unused.slice(0, SHOWN).join(', ');
  return [`${unused.length} of ${n} ${what}s are never seen (${shown}${unused.length > SHOWN ? ', …' : ''})${zero}`];
}
