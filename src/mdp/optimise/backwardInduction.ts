import { z } from 'zod';
import { withOverrides } from '../../core/parameters.js';
import type { Mdp } from '../mdp.js';
import { type ActionChoice, choosableActions } from './choosableActions.js';
import type { Policy } from '../policy.js';
import { actionValues, deterministicPolicy } from './policyIteration.js';

export interface BackwardInductionOptions {
  /** Most steps of a run, an integer ≥ 1. */
  readonly horizon: number;
  /** Weight of a reward one step later, in (0, 1]; default 1. */
  readonly discount?: number;
  /** Actions to choose among; default `seen`. */
  readonly actions?: ActionChoice;
  /**
   * Action values this close to the best count as ties, relative to the largest |action value| of the state; default
   * 1e-12.
   */
  readonly tieTolerance?: number;
}

export interface BackwardInductionResult {
  /** Shape (H × S), row t: the best action at step t, the lowest among ties; 0 in terminal states. */
  readonly action: Int32Array;
  /** Shape ((H + 1) × S), row t: expected return of the H − t steps that are left; row H is 0. */
  readonly stateValue: Float64Array;
  /** Expected discounted return from the initial distribution. */
  readonly value: number;
  /** What to do at the first step. */
  readonly policy: Policy;
  /** States, in order, in which no action was seen, so that all were choosable. */
  readonly unseenStates: readonly number[];
}

const parameters = z.object({
  horizon: z.int().min(1),
  discount: z.number().gt(0).max(1).default(1),
  actions: z.enum(['seen', 'all']).default('seen'),
  tieTolerance: z.number().min(0).default(1e-12),
});

/**
 * The best policy for runs of at most H steps, exactly: V_H = 0 and
 * V_t(s) = max_a sum_s' P(s'|s, a) (r + discount V_{t+1}(s')), backwards from the last step. What is best depends on
 * the step.
 *
 * @throws ArgumentError on an option out of bounds
 *
 * Cost O(H·nnz), memory O(H·S).
 *
 * Source: Puterman, "Markov Decision Processes", 1994, section 4.5.
 */
export function backwardInduction(mdp: Mdp, options: BackwardInductionOptions): BackwardInductionResult {
  const { horizon, discount, actions, tieTolerance } = withOverrides(
    'backwardInduction',
    parameters,
    options as unknown as Record<string, unknown>,
  );
  const { nStates, nActions } = mdp;
  const { choosable, unseenStates } = choosableActions(mdp, actions);
  const action = new Int32Array(horizon * nStates);
  const stateValue = new Float64Array((horizon + 1) * nStates);
  for (let t = horizon - 1; t >= 0; t--) {
    const q = actionValues(mdp, stateValue.subarray((t + 1) * nStates, (t + 2) * nStates), discount);
    const now = stateValue.subarray(t * nStates, (t + 1) * nStates);
    for (let s = 0; s < nStates; s++) {
      if (mdp.terminal[s] === 1) continue;
      let [best, scale] = [-Infinity, 0];
      for (let row = s * nActions; row < (s + 1) * nActions; row++) {
        if (choosable[row] === 0) continue;
        best = Math.max(best, q[row]);
        scale = Math.max(scale, Math.abs(q[row]));
      }
      let a = 0;
      while (choosable[s * nActions + a] === 0 || q[s * nActions + a] < best - tieTolerance * scale) a++;
      action[t * nStates + s] = a;
      // What is reported is what the chosen action is worth, not the best of those it ties with.
      now[s] = q[s * nActions + a];
    }
  }
  let value = 0;
  for (let s = 0; s < nStates; s++) value += mdp.initial[s] * stateValue[s];
  return { action, stateValue, value, policy: deterministicPolicy(mdp, action), unseenStates };
}
