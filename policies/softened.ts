import { ArgumentError } from '../src/core/errors.js';
import type { Policy } from '../src/mdp/policy.js';

/**
 * A policy that keeps its choice with probability 1 − epsilon and else takes one of the other actions, all alike:
 * (1 − epsilon)·policy(a|s) + epsilon·(1 − policy(a|s))/(A − 1).
 *
 * @param epsilon in [0, 1]; 0.05 makes the physician policy of the papers from its greedy one
 * @throws ArgumentError on another epsilon, or a policy with a single action
 */
export function softened(policy: Policy, epsilon: number): Policy {
  if (!(epsilon >= 0 && epsilon <= 1)) throw new ArgumentError(`softened: epsilon must be from 0 to 1, got ${epsilon}`);
  if (policy.nActions < 2) throw new ArgumentError('softened: policy must have at least 2 actions, got 1');
  const other = epsilon / (policy.nActions - 1);
  return { ...policy, probability: policy.probability.map((p) => (1 - epsilon) * p + other * (1 - p)) };
}
