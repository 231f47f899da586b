import { type HorizonOptions, checkHorizon } from './horizon.js';
import { type MarkovChain, applyValueOperator, inducedChain } from './markovChain.js';
import type { Mdp } from './mdp.js';
import { type Policy, checkPolicyFits } from './policy.js';
import { solveLinear } from './solveLinear.js';

export interface PolicyValue {
  /** Expected discounted return from the initial distribution. */
  readonly value: number;
  /** Shape (S): the same from each state, 0 in terminal states. */
  readonly stateValue: Float64Array;
}

/**
 * Value of a policy, exactly: V(s) = E[sum_{t < H} discount^t r_t | s_0 = s].
 *
 * A finite horizon runs H steps backwards; an infinite one solves (I − discount·P) V = r.
 *
 * @throws ArgumentError if policy and model differ in size or space; NumericalError if an undiscounted run need not end
 *
 * Cost O(H·nnz), or some dozens of passes over the non-zeros.
 */
export function policyValue(mdp: Mdp, policy: Policy, options: HorizonOptions): PolicyValue {
  checkHorizon('policyValue', options);
  checkPolicyFits('policyValue', policy, mdp);
  const { horizon, discount = 1 } = options;
  const chain = inducedChain(mdp, policy);
  const stateValue = horizon === Infinity ? solveValue(chain, discount) : backwards(chain, discount, horizon);
  let value = 0;
  for (let s = 0; s < mdp.nStates; s++) value += mdp.initial[s] * stateValue[s];
  return { value, stateValue };
}

/**
 * The fixed point V = r + discount·P V of a chain, shape (S).
 *
 * @param start first guess, such as the value of a similar policy
 */
export function solveValue(chain: MarkovChain, discount: number, start?: Float64Array): Float64Array {
  return solveLinear(
    (x, out) => {
      applyValueOperator(chain, discount, x, out);
    },
    chain.reward,
    start && { start },
  );
}

function backwards(chain: MarkovChain, discount: number, horizon: number): Float64Array {
  let value = new Float64Array(chain.nStates);
  let next = new Float64Array(chain.nStates);
  for (let t = 0; t < horizon; t++) {
    applyValueOperator(chain, discount, value, next);
    // The operator gives V − discount·P V; what is wanted is r + discount·P V.
    for (let s = 0; s < chain.nStates; s++) next[s] = chain.reward[s] + value[s] - next[s];
    [value, next] = [next, value];
  }
  return value;
}
