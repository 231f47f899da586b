import type { Mdp } from '../src/mdp/mdp.js';
import type { Policy } from '../src/mdp/policy.js';
import { policyIteration } from '../src/mdp/optimise/policyIteration.js';
import { recurring } from '../src/mdp/recurring.js';
import { softened } from './softened.js';

export interface OptimalOptions {
  /** `episodic`: ends end the run. `recurring`: rewards are earned on entering a state and the process goes on. */
  readonly form: 'recurring' | 'episodic';
  readonly discount: number;
  /** Probability of not taking the best action. */
  readonly epsilon: number;
}

/** The policy that policy iteration finds in a model, softened. */
export function optimal(mdp: Mdp, { form, discount, epsilon }: OptimalOptions): Policy {
  const { policy } = policyIteration(form === 'recurring' ? recurring(mdp) : mdp, { discount, actions: 'all' });
  return epsilon === 0 ? policy : softened(policy, epsilon);
}
