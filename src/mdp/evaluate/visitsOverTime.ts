import { applyTransposed } from '../linear/applyRows.js';
import { chainRows } from '../linear/sparseRows.js';
import type { Mdp } from '../mdp.js';
import { policyAtStep } from '../overTime/policyAtStep.js';
import type { PolicyOverTime } from '../overTime/policyOverTime.js';
import { inducedChain } from './markovChain.js';

/** How often a policy over time takes each action in each state, and where it is at the end. */
export interface VisitsOverTime {
  /** Shape (S·A): sum_{t < n} discount^t P(s_t = s, a_t = a, run not ended). */
  readonly pairs: Float64Array;
  /** Shape (S): mass that is still living after n steps, discounted. */
  readonly living: Float64Array;
}

/**
 * The visits of n steps, forwards: d_0 the initial distribution, d_{t+1} = discount · d_t P_t.
 *
 * @param steps n, an integer from 0 to H
 *
 * Cost O(n·nnz). Not checked: that policy and model fit.
 */
export function visitsOverTime(mdp: Mdp, policy: PolicyOverTime, steps: number, discount: number): VisitsOverTime {
  const { nActions } = mdp;
  const pairs = new Float64Array(mdp.nStates * nActions);
  let living = mdp.initial.map((mass, s) => (mdp.terminal[s] === 1 ? 0 : mass));
  for (let t = 0; t < steps; t++) {
    const now = policyAtStep(policy, t);
    for (let row = 0; row < pairs.length; row++)
      pairs[row] += now.probability[row] * living[Math.floor(row / nActions)];
    const next = new Float64Array(mdp.nStates);
    applyTransposed(chainRows(inducedChain(mdp, now)), discount, living, next);
    living = next;
  }
  return { pairs, living };
}
