import type { HorizonOptions } from '../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { type UnseenShare, unseenShare } from '../../mdp/unseenShare.js';

/** Share of a policy's expected steps in a model on pairs with at most two logged cases; undefined where not known. */
export function thinSteps(mdp: Mdp, policy: MarkovPolicy, options: HorizonOptions): number | undefined {
  return thinOf(unseenShare(mdp, policy, options));
}

/** The same, from what is known of the unseen. */
export function thinOf(unseen: UnseenShare | undefined): number | undefined {
  return unseen?.hardlySeen && Math.min(1, unseen.share + unseen.hardlySeen.share);
}
