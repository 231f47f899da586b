import { fit } from '../../fit/fit.js';
import { isAdvised } from '../../mdp/advice/advised.js';
import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import { type FragilityFigures, warnOfFragility } from '../output/notes/warnOfFragility.js';
import type { OpeProblem } from './opeProblem.js';

/** Estimators whose figures are a model's, with nothing of the log to put them right. */
const MODELLED: readonly string[] = ['dm', 'cf'];

/** How fragile the figures of estimators are that believe a model; undefined where there are none, or it is exact. */
export function modelFragility(
  { log, target, mdp }: Pick<OpeProblem, 'log' | 'target' | 'mdp'>,
  { estimates, horizon, discount }: Pick<OffPolicyResult, 'estimates' | 'horizon' | 'discount'>,
): FragilityFigures | undefined {
  // No model tells what the clinicians who are advised meant to do.
  if (isAdvised(target)) return undefined;
  if (!estimates.some(({ estimator, value }) => MODELLED.includes(estimator) && value !== undefined)) return undefined;
  return warnOfFragility(() => mdp ?? fit(log, undefined).mdp, target, { horizon, discount });
}
