import { entryScore, valueScore } from '../counterfactual/effects/entryScore.js';
import type { Mdp } from '../mdp/mdp.js';
import { type MarkovPolicy, isOverTime } from '../mdp/overTime/policyOverTime.js';
import type { ReportAbout } from './report.js';

/**
 * The score of each state that a report's mechanisms order states by.
 *
 * @param policy the one that a `value` score is of, stationary
 * @returns shape (S)
 */
export function reportScore({ score }: Pick<ReportAbout, 'score'>, mdp: Mdp, policy: MarkovPolicy): Float64Array {
  return score.name === 'value' && !isOverTime(policy) ? valueScore(mdp, policy, score.discount) : entryScore(mdp);
}
