import { behaviour } from '../../../policies/behaviour.js';
import { createRng } from '../../core/random/rng.js';
import type { Policy } from '../../mdp/policy.js';
import { hasWeight } from '../../ope/study/checkWeights.js';
import { findEstimator } from '../../ope/estimators/registry.js';
import { wholeLog } from '../../ope/study/countedLog.js';
import { prepareStudy } from '../../ope/study/study.js';
import type { Learned } from './learnSetting.js';

/**
 * Weighted importance sampling as published: the behaviour policy is n(s, a) / n(s) over the counts of the fit, those
 * that `published` absorption adds included.
 *
 * @returns null where no trajectory agrees with the target policy to its end: then there is no estimate
 */
export function wisValue({ log, counts }: Learned, target: Policy): number | null {
  const sample = wholeLog(prepareStudy(log, target, { behaviour: behaviour(counts) }));
  if (!hasWeight(sample)) return null;
  // An estimator may draw; this one does not.
  return findEstimator('wis').estimate(sample, createRng(0));
}
