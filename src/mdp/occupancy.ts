import { type HorizonOptions, checkHorizon } from './horizon.js';
import { applyOccupancyOperator, inducedChain } from './markovChain.js';
import type { Mdp } from './mdp.js';
import { type Policy, checkPolicyFits } from './policy.js';
import { solveLinear } from './solveLinear.js';

/**
 * Occupancy measure of a policy, exactly: d(s, a) = sum_{t < H} discount^t P(s_t = s, a_t = a, run not ended).
 *
 * The value of the policy is the sum of d(s, a) r(s, a). Not normalised: without ends it sums to (1 − discount^H)/(1 − discount).
 *
 * @returns shape (S·A), row-major
 * @throws as `policyValue`
 */
export function occupancy(mdp: Mdp, policy: Policy, options: HorizonOptions): Float64Array {
  checkHorizon('occupancy', options);
  checkPolicyFits('occupancy', policy, mdp);
  const { horizon, discount = 1 } = options;
  const chain = inducedChain(mdp, policy);
  const living = mdp.initial.map((mass, s) => (mdp.terminal[s] === 1 ? 0 : mass));
  const visits =
    horizon === Infinity
      ? solveLinear((x, out) => {
          applyOccupancyOperator(chain, discount, x, out);
        }, living)
      : new Float64Array(mdp.nStates);
  let now: Float64Array = living;
  let next: Float64Array = new Float64Array(mdp.nStates);
  for (let t = 0; t < horizon && horizon !== Infinity; t++) {
    for (let s = 0; s < mdp.nStates; s++) visits[s] += now[s];
    applyOccupancyOperator(chain, discount, now, next);
    for (let s = 0; s < mdp.nStates; s++) next[s] = now[s] - next[s];
    [now, next] = [next, now];
  }
  return policy.probability.map((share, row) => share * visits[Math.floor(row / mdp.nActions)]);
}
