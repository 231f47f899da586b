import type { HorizonOptions } from '../../mdp/evaluate/horizon.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { confoundedValue } from './confoundedValue.js';

export interface Breakdown {
  /** What the model says of the behaviour. */
  readonly behaviourValue: number;
  /**
   * The least Γ ≥ 1 that takes the policy's lower bound down to that: 1 where the model does not call the policy better
   * to begin with, Infinity where none up to `MOST_GAMMA` does.
   */
  readonly gamma: number;
}

/** Beyond such odds nothing is told apart any more. */
export const MOST_GAMMA = 1e6;

/** How near the result is to the true breakdown, as a share of it. */
const NEAR = 1e-6;

/** Two ways of summing the same differ by less, as a share of the largest reward. */
const ROUNDING = 1e-12;

/**
 * How much hidden confounding it takes until a model does not show any more that a policy is better than the behaviour:
 *
 *     the least Γ with lower(Γ) ≤ V(behaviour),   lower as in `confoundedValue`, which falls with Γ
 *
 * found by bisection, from above. Both are of the same model: give one with imaginary cases, see there.
 *
 * @param policy over the model's states
 * @param behaviour the estimated behaviour policy, over the model's states: see `visitedBehaviour`
 * @throws as `confoundedValue` and `policyValue`
 *
 * Cost at most 42 times `confoundedValue`.
 *
 * @example
 * // To treat is worth 0.25, the half who were treated 0: the weight of a death is then between 1/2 + 1/2Γ and 1/2 + Γ/2.
 * const mdp = createEnv('triage').exactModel!();
 * const half = uniform(mdp.nStates, mdp.nActions);
 * breakdownGamma(mdp, tabular([1, 0, 0, 0], 2), half, { horizon: 1 }).gamma.toFixed(4) // '2.0000'
 */
export function breakdownGamma(mdp: Mdp, policy: Policy, behaviour: Policy, options: HorizonOptions): Breakdown {
  const { value: behaviourValue } = policyValue(mdp, behaviour, options);
  const largest = mdp.reward.reduce((most, r) => Math.max(most, Math.abs(r)), 0);
  const falls = (gamma: number): boolean =>
    confoundedValue(mdp, policy, behaviour, { ...options, gamma }).lower <= behaviourValue + ROUNDING * largest;
  if (falls(1)) return { behaviourValue, gamma: 1 };
  let [stands, fallen] = [1, 2];
  while (!falls(fallen)) {
    if (fallen >= MOST_GAMMA) return { behaviourValue, gamma: Infinity };
    [stands, fallen] = [fallen, Math.min(2 * fallen, MOST_GAMMA)];
  }
  while (fallen - stands > NEAR * stands) {
    const middle = (stands + fallen) / 2;
    if (falls(middle)) fallen = middle;
    else stands = middle;
  }
  return { behaviourValue, gamma: fallen };
}
