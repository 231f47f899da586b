import { createEnv } from '../../../../envs/registry.js';
import { createPolicy } from '../../../../policies/registry.js';
import { once } from '../../../core/once.js';
import type { Env } from '../../../mdp/env.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';

/** The sepsis simulator. */
export const simulator: () => Env = once(() => createEnv('sepsis'));

/** The simulator as a world in which the truth is known. */
export interface World {
  readonly env: Env;
  /** Over all that the simulator knows of a patient. */
  readonly exact: Mdp;
  readonly physician: Policy;
}

/** Made when it is first asked for, as its exact model takes a moment. */
export const world: () => World = once(() => {
  const env = simulator();
  const exact = env.exactModel!();
  return { env, exact, physician: createPolicy('physician', exact) };
});
