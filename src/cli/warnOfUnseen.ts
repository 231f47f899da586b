import type { HorizonOptions } from '../mdp/horizon.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import { type UnseenShare, unseenShare } from '../mdp/unseenShare.js';
import { warn } from './say.js';
import { percent } from './table.js';

/** Less than this is not leaning on anything. */
const NOTHING = 1e-6;

/**
 * Warns where a policy leans on pairs that the log of a fitted model never tried.
 *
 * @returns how far, for the data of the command; undefined for an exact model
 */
export function warnOfUnseen(mdp: Mdp, policy: Policy, options: HorizonOptions): UnseenShare | undefined {
  const leaning = unseenShare(mdp, policy, options);
  if (leaning === undefined || leaning.share < NOTHING) return leaning;
  const [{ state, action, share }] = leaning.pairs;
  const where = `${mdp.stateLabels?.[state] ?? state}`;
  const what = `${mdp.actionLabels?.[action] ?? action}`;
  warn(
    `${percent(leaning.share)} of the policy's expected steps take an action that the log never tried in that state (most, ${percent(share)}, action ${what} in state ${where}): what follows is assumed by fit, not known`,
  );
  return leaning;
}
