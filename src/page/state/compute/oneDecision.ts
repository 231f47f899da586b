import { ArgumentError } from '../../../core/errors.js';
import { observedModel } from '../../../counterfactual/chain/observedModel.js';
import { repeatsObserved } from '../../../counterfactual/explain/checkRepeats.js';
import { explainLog } from '../../../counterfactual/explain/explainLog.js';
import type { OneChange } from '../../../counterfactual/explain/explainedEpisodes.js';
import { isOverTime } from '../../../mdp/overTime/policyOverTime.js';
import { findAssumption } from '../../../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import type { Report } from '../../../report/report.js';
import { subset } from '../../../trajectories/subset.js';
import type { View } from '../view.js';

/**
 * The one decision of a patient's log that would have done most, all else as it was and the policy after the log. A page
 * holds that of its first patient as JSON.
 */
export type OneDecision =
  | {
      readonly kind: 'change';
      readonly change: OneChange;
      /** Expected return with the change, less that of all as it was. */
      readonly gain: number;
      /** The least that the gain is, whatever the mechanism; absent where under one the change might not be possible. */
      readonly leastGain?: number;
      /** Probability of a good end with the change, and with all as it was. */
      readonly chance: number;
      readonly chanceAsWas: number;
      /** Indices of the good outcomes; may be empty. */
      readonly good: readonly number[];
    }
  | { readonly kind: 'none' }
  /** What was done might not have been possible, by the model. */
  | { readonly kind: 'unknown' }
  /** The policy changes over time, of which the library explains nothing. */
  | { readonly kind: 'over time' }
  /** Under the mechanism what was done, done again, may come out otherwise: no change is about what happened. */
  | { readonly kind: 'redrawn' }
  /** Why the library refuses, as where a gadget does not know a state that some change leads to. */
  | { readonly kind: 'refused'; readonly why: string };

/**
 * What `explain --changes 1` finds of the patient, by actions that were logged in the state.
 *
 * Cost of `explainLog`, of one episode.
 */
export function oneDecision(...asked: Parameters<typeof found>): OneDecision {
  try {
    return found(...asked);
  } catch (error) {
    // A change may lead where neither the log nor the policy does.
    if (error instanceof ArgumentError) return { kind: 'refused', why: error.message };
    throw error;
  }
}

function found(
  { log, mdp, about, policies }: Report,
  mechanism: CompleteMechanism,
  { policy, patient }: Pick<View, 'policy' | 'patient'>,
): OneDecision {
  const after = policies[policy].policy;
  if (isOverTime(after)) return { kind: 'over time' };
  const { horizon, discount, unmodelled } = about;
  const episode = subset(log, [patient]);
  if (!repeatsObserved(observedModel(mdp, episode, unmodelled), mechanism, 1)) return { kind: 'redrawn' };
  const explained = explainLog(episode, mdp, mechanism, {
    ...{ changes: 1, after, horizon, discount, unmodelled },
    assumptions: [findAssumption('none')],
  });
  const [asWas] = explained.value;
  if (asWas === -Infinity) return { kind: 'unknown' };
  const [change] = explained.change;
  if (!change) return { kind: 'none' };
  const [least] = explained.guaranteed[0].valueOfBest;
  return {
    kind: 'change',
    change,
    gain: explained.changedValue[0] - asWas,
    ...(least > -Infinity && { leastGain: least - asWas }),
    chance: explained.chance[0],
    chanceAsWas: explained.chanceAsWas[0],
    good: explained.good,
  };
}
