import type { Study } from '../study/study.js';
import type { Estimator } from './estimator.js';

/** What keeps an estimator from being used in a study, with a remedy; undefined where nothing does. */
export function obstacleOf({ byWeightsAlone, byStep, obstacle }: Estimator, study: Study): string | undefined {
  if (study.advice && byWeightsAlone !== true) return NEEDS_POLICY;
  if (study.overTime && byWeightsAlone !== true && byStep !== true) return NEEDS_STATIONARY;
  return obstacle?.(study);
}

export const NEEDS_STATIONARY =
  'it needs a policy that does the same at every step, and the target policy goes by the step - take one that weighs step by step (is, wis, pdis, wpdis, cis, mis, cdf), or has values by time (dm, dr, wdr, magic, cf)';

const NEEDS_POLICY =
  'it needs a policy over the states, and what an advised clinician does depends on what the clinician is about to do - take one that weighs alone (is, wis, pdis, wpdis, cis, cdf), or a behaviour policy over the states, if the clinician sees no more than they say';
