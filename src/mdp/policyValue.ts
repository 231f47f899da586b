import { type HorizonOptions, checkHorizon } from './horizon.js';
import { horizonSum } from './horizonSum.js';
import { applyRows } from './linear/applyRows.js';
import { chainRows } from './linear/sparseRows.js';
import { inducedChain } from './markovChain.js';
import type { Mdp } from './mdp.js';
import { type Policy, checkPolicyFits } from './policy.js';
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
 * A finite horizon sums what each step earns, until nothing is left to earn; an infinite one solves V = r + discount·P V.
 *
 * @throws ArgumentError if policy and model differ in size or space; NumericalError, naming a state, if an undiscounted run
 *   may go on for ever where it earns
 *
 * Cost O(H·nnz) at most; without a horizon see `solveChain`.
 */
export function policyValue(mdp: Mdp, policy: Policy, options: HorizonOptions): PolicyValue {
  checkHorizon('policyValue', options);
  checkPolicyFits('policyValue', policy, mdp);
  const { horizon, discount = 1 } = options;
  const chain = inducedChain(mdp, policy);
  const rows = chainRows(chain);
  const stateValue =
    horizon === Infinity
      ? solveValue(chain, discount, { initial: mdp.initial })
      : horizonSum(
          (x, out) => {
            applyRows(rows, discount, x, out);
          },
          chain.reward,
          horizon,
          'largest',
        ).sum;
  let value = 0;
  for (let s = 0; s < mdp.nStates; s++) value += mdp.initial[s] * stateValue[s];
  return { value, stateValue };
}
