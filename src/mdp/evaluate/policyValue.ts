import { type HorizonOptions, checkHorizon } from './horizon.js';
import { horizonSum } from './horizonSum.js';
import { applyRows } from '../linear/applyRows.js';
import { chainRows } from '../linear/sparseRows.js';
import { type MarkovChain, inducedChain } from './markovChain.js';
import type { Mdp } from '../mdp.js';
import { outlastsRuns } from './outlastsRuns.js';
import { checkMarkovPolicyFits } from '../overTime/checkMarkovPolicyFits.js';
import { type MarkovPolicy, isOverTime } from '../overTime/policyOverTime.js';
import { solveValue } from './solveValue.js';
import { valueOverTime } from './valueOverTime.js';

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
 * @param policy stationary, or over time: then over at least as many steps as the horizon has, of which those from the
 *   start of a run count
 * @throws ArgumentError if policy and model differ in size or space, or the horizon is longer than the policy's;
 *   NumericalError, naming a state, if an undiscounted run may go on for ever where it earns
 *
 * Cost O(H·nnz) at most; without a horizon see `solveChain`.
 */
export function policyValue(mdp: Mdp, policy: MarkovPolicy, options: HorizonOptions): PolicyValue {
  checkHorizon('policyValue', options);
  const { horizon, discount = 1 } = options;
  checkMarkovPolicyFits('policyValue', policy, mdp, horizon);
  const stateValue = isOverTime(policy)
    ? valueOverTime(mdp, policy, horizon, discount).slice(0, mdp.nStates)
    : stationaryValue(mdp, inducedChain(mdp, policy), horizon, discount);
  let value = 0;
  for (let s = 0; s < mdp.nStates; s++) value += mdp.initial[s] * stateValue[s];
  return { value, stateValue };
}

function stationaryValue(mdp: Mdp, chain: MarkovChain, horizon: number, discount: number): Float64Array {
  const endless = horizon === Infinity || outlastsRuns(chain, discount, horizon, chain.reward);
  return endless ? solveValue(chain, discount, { initial: mdp.initial }) : valueWithin(chain, discount, horizon);
}

function valueWithin(chain: MarkovChain, discount: number, horizon: number): Float64Array {
  const rows = chainRows(chain);
  const apply = (x: Float64Array, out: Float64Array): void => {
    applyRows(rows, discount, x, out);
  };
  return horizonSum(apply, chain.reward, horizon, 'largest').sum;
}
