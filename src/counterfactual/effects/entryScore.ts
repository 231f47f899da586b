import type { Mdp } from '../../mdp/mdp.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import type { Policy } from '../../mdp/policy.js';

/**
 * A score of each state for mechanisms that order outcomes: the mean reward over the model's transitions into it, each
 * pair alike. In sepsis that is −1 for death, +1 for discharge and 0 elsewhere.
 *
 * @returns shape (S); 0 for a state that nothing leads to
 */
export function entryScore(mdp: Mdp): Float64Array {
  const sum = new Float64Array(mdp.nStates);
  const mass = new Float64Array(mdp.nStates);
  for (let row = 0; row + 1 < mdp.rowStart.length; row++) {
    if (mdp.terminal[Math.floor(row / mdp.nActions)] === 1) continue;
    for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
      sum[mdp.nextState[k]] += mdp.probability[k] * mdp.reward[k];
      mass[mdp.nextState[k]] += mdp.probability[k];
    }
  }
  return sum.map((total, s) => (mass[s] > 0 ? total / mass[s] : 0));
}

/**
 * A score that looks ahead: the entry score plus the discounted value, under a policy, of what follows.
 *
 * @param discount in (0, 1)
 * @returns shape (S)
 */
export function valueScore(mdp: Mdp, policy: Policy, discount: number): Float64Array {
  const { stateValue } = policyValue(mdp, policy, { discount, horizon: Infinity });
  return entryScore(mdp).map((entry, s) => entry + discount * stateValue[s]);
}
