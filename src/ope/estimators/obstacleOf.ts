import type { Study } from '../study/study.js';
import type { Estimator } from './estimator.js';

/** What keeps an estimator from being used in a study, with a remedy; undefined where nothing does. */
export function obstacleOf({ byWeightsAlone, obstacle }: Estimator, study: Study): string | undefined {
  return study.advice && byWeightsAlone !== true ? NEEDS_POLICY : obstacle?.(study);
}

const NEEDS_POLICY =
  'it needs a policy over the states, and what an advised clinician does depends on what the clinician is about to do - take one that weighs alone (is, wis, pdis, wpdis, cis, cdf), or a behaviour policy over the states, if the clinician sees no more than they say';
