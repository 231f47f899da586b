import { ArgumentError } from '../../core/errors.js';
import { chainVisits } from './chainVisits.js';
import { checkHorizon } from './horizon.js';
import type { Mdp } from '../mdp.js';
import { checkMarkovPolicyFits } from '../overTime/checkMarkovPolicyFits.js';
import { type MarkovPolicy, isOverTime } from '../overTime/policyOverTime.js';
import { visitsOverTime } from './visitsOverTime.js';

/**
 * Where a policy has taken the process after `horizon` steps: P(s_H = s), a run that ended staying where it ended.
 *
 * @param horizon an integer ≥ 0
 * @returns shape (S)
 *
 * Cost O(H·nnz) at most, less where all runs end or settle sooner.
 */
export function stateDistribution(mdp: Mdp, policy: MarkovPolicy, horizon: number): Float64Array {
  checkHorizon('stateDistribution', { horizon });
  if (horizon === Infinity)
    throw new ArgumentError('stateDistribution: horizon must be finite, got Infinity - give a number of steps');
  checkMarkovPolicyFits('stateDistribution', policy, mdp, horizon);
  return distributionAt(mdp, policy, horizon);
}

/**
 * Probability of each outcome after `horizon` steps, in the order of `mdp.outcomes`.
 *
 * Without a horizon: where the runs end in the long run. What never ends keeps outcome 0, the process still going on.
 *
 * @param horizon an integer ≥ 0, or Infinity
 *
 * @example
 * // Of waiting, death, illness and recovery, of a patient who is treated.
 * outcomeProbabilities(createEnv('triage').exactModel!(), tabular([1, 0, 0, 0], 2), 1) // [0, 0.25, 0.25, 0.5]
 */
export function outcomeProbabilities(mdp: Mdp, policy: MarkovPolicy, horizon: number): Float64Array {
  checkHorizon('outcomeProbabilities', { horizon });
  checkMarkovPolicyFits('outcomeProbabilities', policy, mdp, horizon);
  const probabilities = new Float64Array(mdp.outcomes.length);
  const endless = horizon === Infinity;
  const distribution = distributionAt(mdp, policy, horizon);
  for (let s = 0; s < mdp.nStates; s++)
    probabilities[endless && mdp.terminal[s] === 0 ? 0 : mdp.outcome[s]] += distribution[s];
  return probabilities;
}

/** Where runs have ended, or come to a class that they never leave, and where the others are at the horizon. */
function distributionAt(mdp: Mdp, policy: MarkovPolicy, horizon: number): Float64Array {
  if (isOverTime(policy)) {
    const { pairs, living } = visitsOverTime(mdp, policy, horizon, 1);
    return sum(
      endedIn(mdp, (row) => pairs[row], new Uint8Array(mdp.nStates)),
      living,
    );
  }
  const { visits, neverLeft, living } = chainVisits(mdp, policy, horizon, 1);
  const { probability, nActions } = policy;
  const ended = endedIn(mdp, (row) => visits[Math.floor(row / nActions)] * probability[row], neverLeft);
  return living ? sum(ended, living) : ended;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, s) => x + b[s]);
}

/**
 * Where runs end, or come to a class that they never leave: what enters such a state from one that is left, summed over
 * all visits. Shape (S); terms of one sign only, so that a rare end keeps its digits.
 *
 * @param taken expected times that a row s·A + a of the model is taken
 * @param neverLeft shape (S), 1 for states of such a class
 */
function endedIn(mdp: Mdp, taken: (row: number) => number, neverLeft: Uint8Array): Float64Array {
  const { nStates, nActions, terminal } = mdp;
  const ended = mdp.initial.map((mass, s) => (terminal[s] === 1 || neverLeft[s] === 1 ? mass : 0));
  for (let row = 0; row < nStates * nActions; row++) {
    const s = Math.floor(row / nActions);
    const flow = terminal[s] === 1 ? 0 : taken(row);
    if (flow === 0) continue;
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      const next = mdp.nextState[k];
      if (terminal[next] === 1 || neverLeft[next] === 1) ended[next] += flow * mdp.probability[k];
    }
  }
  return ended;
}
