import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { type Env, abstractionBetween } from '../../mdp/env.js';
import { outcomeProbabilities } from '../../mdp/evaluate/outcomeProbabilities.js';
import { policyValue } from '../../mdp/evaluate/policyValue.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Abstraction } from '../../mdp/stateSpace.js';

/** Most steps of a run. */
export const HORIZON = 20;
/** At which policies are learned; values are not discounted. */
export const DISCOUNT = 0.99;
/** The states that policies are learned in: they hide diabetes and glucose. */
export const SPACE = 'projected';

/** The world of the demo, in which the truth is known. */
export interface DemoWorld {
  readonly env: Env;
  readonly truth: Mdp;
  readonly physician: Policy;
  /** From what the physician sees to what the learner sees. */
  readonly hiding: Abstraction;
}

/** What a policy is worth, and how its runs end. */
export interface Worth {
  readonly value: number;
  readonly death: number;
  readonly discharge: number;
}

export function demoWorld(): DemoWorld {
  const env = createEnv('sepsis');
  const truth = env.exactModel!();
  return {
    env,
    truth,
    physician: createPolicy('physician', truth),
    hiding: abstractionBetween(env, env.spaces[0].name, SPACE),
  };
}

/** Exact in the model. */
export function worth(mdp: Mdp, policy: Policy): Worth {
  const [, death, discharge] = outcomeProbabilities(mdp, policy, HORIZON);
  return { value: policyValue(mdp, policy, { horizon: HORIZON }).value, death, discharge };
}
