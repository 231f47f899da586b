import { applyRows } from '../linear/applyRows.js';
import { chainRows } from '../linear/sparseRows.js';
import type { Mdp } from '../mdp.js';
import { policyAtStep } from '../overTime/policyAtStep.js';
import type { MarkovPolicy } from '../overTime/policyOverTime.js';
import { inducedChain } from './markovChain.js';

/**
 * Value of a policy at each step, exactly: V_n = 0 for a horizon of n steps, and backwards
 *
 *     V_t(s) = sum_a pi_t(a | s) sum_s' P(s' | s, a) (r + discount V_{t+1}(s'))
 *
 * @param steps n, an integer from 0, to H for a policy over time
 * @returns shape ((n + 1) × S), row t: expected return of the steps from t on; 0 in terminal states
 *
 * Cost O(n·nnz), memory O(n·S). Not checked: that policy and model fit.
 *
 * Source: Puterman, "Markov Decision Processes", 1994, section 4.2.
 */
export function valueOverTime(mdp: Mdp, policy: MarkovPolicy, steps: number, discount: number): Float64Array {
  const { nStates } = mdp;
  const values = new Float64Array((steps + 1) * nStates);
  for (let t = steps - 1; t >= 0; t--) {
    const chain = inducedChain(mdp, policyAtStep(policy, t));
    const now = values.subarray(t * nStates, (t + 1) * nStates);
    applyRows(chainRows(chain), discount, values.subarray((t + 1) * nStates, (t + 2) * nStates), now);
    for (let s = 0; s < nStates; s++) now[s] += chain.reward[s];
  }
  return values;
}
