import { ArgumentError } from '../src/core/errors.js';
import type { Policy } from '../src/mdp/policy.js';
import { type TransitionCounts, rowTotals } from '../src/fit/transitionCounts.js';

/**
 * The behaviour policy estimated from a log: (n(s, a) + smoothing) / (n(s) + smoothing·A), uniform in states never
 * visited.
 *
 * @param counts of the log over the policy's states
 * @param smoothing pseudo-count of every action, ≥ 0; default 0
 * @throws ArgumentError on a negative or infinite smoothing
 */
export function behaviour(counts: TransitionCounts, smoothing = 0): Policy {
  if (!(smoothing >= 0 && Number.isFinite(smoothing)))
    throw new ArgumentError(`behaviour: smoothing must be ≥ 0, got ${smoothing}`);
  const { nStates, nActions } = counts;
  const probability = rowTotals(counts);
  for (let s = 0; s < nStates; s++) {
    const row = probability.subarray(s * nActions, (s + 1) * nActions);
    const total = row.reduce((sum, n) => sum + n, smoothing * nActions);
    for (let a = 0; a < nActions; a++) row[a] = total > 0 ? (row[a] + smoothing) / total : 1 / nActions;
  }
  return { nStates, nActions, probability };
}
