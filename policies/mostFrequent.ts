import type { Policy } from '../src/mdp/policy.js';
import { type TransitionCounts, rowTotals } from '../src/fit/transitionCounts.js';

/**
 * The policy that takes the action that a log takes most often in each state, the lowest among ties; uniform in states
 * never visited.
 *
 * @param counts of the log over the policy's states
 */
export function mostFrequent(counts: TransitionCounts): Policy {
  const { nStates, nActions } = counts;
  const probability = rowTotals(counts);
  for (let s = 0; s < nStates; s++) {
    const row = probability.subarray(s * nActions, (s + 1) * nActions);
    const most = row.reduce((a, b) => Math.max(a, b), 0);
    const choice = row.indexOf(most);
    for (let a = 0; a < nActions; a++) row[a] = most === 0 ? 1 / nActions : a === choice ? 1 : 0;
  }
  return { nStates, nActions, probability };
}
