import { NumericalError } from '../../core/errors.js';
import { chainVisits } from './chainVisits.js';
import { type HorizonOptions, checkHorizon } from './horizon.js';
import { describeState } from './markovChain.js';
import type { Mdp } from '../mdp.js';
import { checkMarkovPolicyFits } from '../overTime/checkMarkovPolicyFits.js';
import { type MarkovPolicy, isOverTime } from '../overTime/policyOverTime.js';
import { visitsOverTime } from './visitsOverTime.js';

/**
 * Occupancy measure of a policy, exactly: d(s, a) = sum_{t < H} discount^t P(s_t = s, a_t = a, run not ended).
 *
 * The value of the policy is the sum of d(s, a) r(s, a). Not normalised: without ends it sums to (1 − discount^H)/(1 −
 * discount).
 *
 * @returns shape (S·A), row-major
 * @throws ArgumentError as `policyValue`; NumericalError, naming a state, if undiscounted runs without a horizon may
 *   never end
 */
export function occupancy(mdp: Mdp, policy: MarkovPolicy, options: HorizonOptions): Float64Array {
  checkHorizon('occupancy', options);
  const { horizon, discount = 1 } = options;
  checkMarkovPolicyFits('occupancy', policy, mdp, horizon);
  if (isOverTime(policy)) return visitsOverTime(mdp, policy, horizon, discount).pairs;
  const { chain, visits, endless } = chainVisits(mdp, policy, horizon, discount);
  if (endless !== undefined)
    throw new NumericalError(
      `occupancy: with discount 1 every run must end, got ${describeState(chain, endless)}, which a run comes back to for ever - give a discount below 1 or a horizon`,
    );
  return policy.probability.map((share, row) => share * visits[Math.floor(row / mdp.nActions)]);
}
