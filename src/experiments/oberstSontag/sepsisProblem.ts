import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import type { Rng } from '../../core/random/rng.js';
import { aggregate } from '../../mdp/aggregate.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import { occupancy } from '../../mdp/evaluate/occupancy.js';
import type { Policy } from '../../mdp/policy.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import { simulate } from '../../trajectories/simulate/simulate.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { OberstSontagSpecification } from './oberstSontagSpecification.js';

/** Where the logs come from, and the truth. */
export interface SepsisProblem {
  readonly env: Env;
  /** A log under the physician, as recorded, with the hidden part of the states beside it. */
  readonly simulate: (rng: Rng, episodes: number) => Trajectories;
  /** The model over a space that a fit with direct absorption approaches as the log grows. */
  readonly endlessModel: (space: string) => Mdp;
  /** Exact value in the simulator of a policy over one of the spaces. */
  readonly trueValue: (policy: Policy, space: string) => number;
}

/** The sepsis simulator and the physician of the papers. */
export function sepsisProblem({ version, horizon }: OberstSontagSpecification): SepsisProblem {
  const env = createEnv('sepsis', { version });
  const finest = env.spaces[0].name;
  const truth = env.exactModel!();
  const physician = createPolicy('physician', truth);
  const visits = occupancy(truth, physician, { horizon });
  return {
    env,
    simulate: (rng, episodes) => simulate(rng, env, physician, { episodes, horizon, propensities: 'none' }),
    endlessModel: (space) => aggregate(truth, abstractionBetween(env, finest, space), visits),
    trueValue: (policy, space) =>
      policyValue(truth, liftPolicy(policy, abstractionBetween(env, finest, space)), { horizon }).value,
  };
}
