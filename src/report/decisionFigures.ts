import { type UnmodelledRule, observedModel } from '../counterfactual/chain/observedModel.js';
import { decisionPairs } from '../counterfactual/effects/decisionPairs.js';
import { type EffectVariance, effectVariance, leastEffectVariance } from '../counterfactual/effects/effectVariance.js';
import type { Mdp } from '../mdp/mdp.js';
import { type MarkovPolicy, isOverTime } from '../mdp/overTime/policyOverTime.js';
import { completeMechanism } from '../mechanisms/completeMechanism.js';
import { rewardCdf } from '../mechanisms/fixed/rewardCdf.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { type CoupledDecision, coupledDecision } from './coupledDecision.js';

/** What mechanisms say of single decisions of a log: the logged action against the policy's in the same state. */
export interface DecisionFigures {
  /** Distinct pairs of a logged transition and another action. */
  readonly nPairs: number;
  /** By mechanism, as `Report.mechanisms`: of the score of the next state, averaged over pairs by their weight. */
  readonly variances: readonly EffectVariance[];
  /** That no coupling goes below; for `given`, no row: see `leastEffectVariance`. */
  readonly least: EffectVariance;
  /** The pair at which the mechanisms differ most; absent with a single mechanism, or where none shows it plainly. */
  readonly example?: CoupledDecision;
}

interface DecisionProblem {
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly policy: MarkovPolicy;
  readonly unmodelled: UnmodelledRule;
}

/**
 * The figures that `effect` prints.
 *
 * @param score of each state, shape (S)
 * @returns undefined for a policy over time, and for one that repeats all logged actions
 *
 * Cost: a coupling and a row for each pair and mechanism.
 */
export function decisionFigures(
  { log, mdp: model, policy, unmodelled }: DecisionProblem,
  mechanisms: readonly CompleteMechanism[],
  score: Float64Array,
): DecisionFigures | undefined {
  if (isOverTime(policy)) return undefined;
  const pairs = decisionPairs(log, model, policy, { unmodelled });
  if (pairs.length === 0) return undefined;
  const { mdp } = observedModel(model, log, unmodelled);
  const example = coupledDecision(mdp, pairs, mechanisms);
  return {
    nPairs: pairs.length,
    variances: mechanisms.map((mechanism) => effectVariance(mdp, pairs, mechanism, score)),
    least: leastEffectVariance(mdp, pairs, completeMechanism(rewardCdf({ score })), score),
    ...(example && { example }),
  };
}
