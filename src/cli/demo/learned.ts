import { type Fragility, fragility } from '../../honest/fragility.js';
import type { StateCheck } from '../../honest/checkStates/checkStates.js';
import { fragilityFigure } from '../../honest/verdict/fragilityFigure.js';
import { type Verdict, verdict } from '../../honest/verdict/verdict.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import { policyIteration } from '../../mdp/optimise/policyIteration.js';
import type { Policy } from '../../mdp/policy.js';
import { DISCOUNT, type DemoWorld, HORIZON, type Worth, worth } from './demoWorld.js';

/** A policy learned from the log, what its model promises, what it is, and what the log says of the promise. */
export interface Learned {
  readonly mdp: Mdp;
  readonly policy: Policy;
  readonly promised: Worth;
  readonly true: Worth;
  readonly luck: Fragility;
}

/** The best policy of a fitted model. */
export function learned(mdp: Mdp, { truth, hiding }: DemoWorld): Learned {
  const { policy } = policyIteration(mdp, { discount: DISCOUNT });
  return {
    mdp,
    policy,
    promised: worth(mdp, policy),
    true: worth(truth, liftPolicy(policy, hiding)),
    luck: fragility(mdp, policy, { horizon: HORIZON }),
  };
}

/** How far the promise of its model is to be believed, by the log alone: the truth is not asked. */
export function verdictOn({ luck }: Pick<Learned, 'luck'>, states: StateCheck, thinShare?: number): Verdict {
  return verdict('model', {
    fragility: fragilityFigure(luck),
    states,
    ...(thinShare !== undefined && { thinShare }),
  });
}
