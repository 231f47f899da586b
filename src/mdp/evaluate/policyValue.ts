import { type HorizonOptions, checkHorizon } from './horizon.js';
import { horizonSum } from './horizonSum.js';
import { applyRows } from '../linear/applyRows.js';
import { chainRows } from '../linear/sparseRows.js';
import { type MarkovChain, inducedChain } from './markovChain.js';
import type { Mdp } from '../mdp.js';
import { outlastsRuns } from './outlastsRuns.js';
import type { Policy } from '../policy.js';
import { checkPolicyFits } from '../checkPolicyFits.js';
import { solveValue } from './solveValue.js';

export interface PolicyValue {
  /** Expected discounted return from the initial distribution. */
  readonly value: number;
  /** Shape (S): the same from each state, 0 in terminal states and in states without a value that no run comes to. */
  readonly stateValue: Float64Array;
}

/**
 * Value of a policy, exactly: V(s) = E[sum_{t < H} discount^t r_t | s_0 = s].
 *
 * A finite horizon sums what each step earns, until nothing is left to earn; an infinite one solves V = r + discount·P
 * V.
 *
 * @throws ArgumentError if policy and model differ in size or space; NumericalError, naming a state, if an undiscounted
 *   run may go on for ever where it earns
 *
 * Cost O(H·nnz) at most; without a horizon see `solveChain`.
 */
export function policyValue(mdp: Mdp, policy: Policy, options: HorizonOptions): PolicyValue {
  checkHorizon('policyValue', options);
  checkPolicyFits(policy, mdp, 'policyValue');
  const { horizon, discount = 1 } = options;
  const chain = inducedChain(mdp, policy);
  const endless = horizon === Infinity || outlastsRuns(chain, discount, horizon, chain.reward);
  const stateValue = endless
    ? solveValue(chain, discount, { initial: mdp.initial })
    : valueWithin(chain, discount, horizon);
  let value = 0;
  for (let s = 0; s < mdp.nStates; s++) value += mdp.initial[s] * stateValue[s];
  return { value, stateValue };
}

function valueWithin(chain: MarkovChain, discount: number, horizon: number): Float64Array {
  const rows = chainRows(chain);
  const apply = (x: Float64Array, out: Float64Array): void => {
    applyRows(rows, discount, x, out);
  };
  return horizonSum(apply, chain.reward, horizon, 'largest').sum;
}
