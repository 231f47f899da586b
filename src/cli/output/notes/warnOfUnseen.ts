import type { HorizonOptions } from '../../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../../mdp/mdp.js';
import type { MarkovPolicy } from '../../../mdp/overTime/policyOverTime.js';
import { type PairShare, type UnseenShare, unseenShare } from '../../../mdp/unseenShare.js';
import { warn } from '../../say.js';
import { percent } from '../table.js';

/** Less than this is not leaning on anything. */
const NOTHING = 1e-6;

/** A few steps on pairs that the log hardly has are in every fitted model; more of them decide what comes out. */
const SOME = 0.01;

/**
 * Warns where a policy leans on pairs that the log of a fitted model never tried, or only once or twice.
 *
 * @returns how far, for the data of the command; undefined for an exact model
 */
export function warnOfUnseen(mdp: Mdp, policy: MarkovPolicy, options: HorizonOptions): UnseenShare | undefined {
  const leaning = unseenShare(mdp, policy, options);
  if (leaning === undefined) return undefined;
  const { hardlySeen } = leaning;
  if (leaning.share >= NOTHING)
    warn(
      `${percent(leaning.share)} of the policy's expected steps take an action that the log never tried in that state (most, ${most(mdp, leaning)}): what follows is assumed by fit, not known`,
    );
  if (hardlySeen !== undefined && hardlySeen.share >= SOME)
    warn(
      `${percent(hardlySeen.share)} of the policy's expected steps take an action that the log tried only once or twice in that state (most, ${most(mdp, hardlySeen)}): what follows is guessed from so few cases, and no interval shows it`,
    );
  return leaning;
}

function most({ stateLabels, actionLabels }: Mdp, { pairs: [{ state, action, share }] }: PairShare): string {
  return `${percent(share)}, action ${actionLabels?.[action] ?? action} in state ${stateLabels?.[state] ?? state}`;
}
