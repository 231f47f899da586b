import { decisionPairs } from '../counterfactual/effects/decisionPairs.js';
import { type Unmodelled, type UnmodelledRule, observedModel } from '../counterfactual/chain/observedModel.js';
import { entryScore } from '../counterfactual/effects/entryScore.js';
import { visitedPairs } from '../counterfactual/effects/visitedPairs.js';
import { type Gadget2Spec, type GadgetOptions, type GadgetSpec, gadgetSpec } from '../gadgets/gadgetSpec.js';
import type { PairSource } from '../gadgets/training/trainingPair.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import { completeMechanism } from '../mechanisms/completeMechanism.js';
import { gumbelMax } from '../mechanisms/fixed/gumbelMax.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { pairSource } from './pairSource.js';
import { reachableStates } from './reachableStates.js';
import { orderOf, startingOrder, sumOf } from './startingOrder.js';
import type { GadgetKind } from './trainMechanism.js';

export interface GadgetTrainingOptions extends Omit<GadgetOptions, 'outcomes' | 'order'> {
  /** Family to learn in; gadget 2 is implicit. Default `gadget-2`. */
  readonly kind?: GadgetKind | undefined;
  /**
   * Train on the pairs that counterfactual trajectories of the log visit under Gumbel-max, or on single decisions in
   * its states. Default `visited`.
   */
  readonly pairs?: 'visited' | 'decisions' | undefined;
  /** Most steps of a counterfactual trajectory, for the pairs it visits; default the longest episode. */
  readonly horizon?: number | undefined;
  /** Each of shape (S): the effect is a difference of these scores of the next state. Default `entryScore` alone. */
  readonly scores?: readonly Float64Array[] | undefined;
  /** Make the effect less variable before the outcome is known, or given it. Default `joint`. */
  readonly given?: 'joint' | 'observation' | undefined;
  /**
   * What the clusters of gadget 2 begin as: quantiles of the order of the scores' sum, nothing (near Gumbel-max), or
   * the order of a score or of their sum that has the least loss before training, if it is worth it. Default `auto`.
   */
  readonly order?: 'auto' | 'score' | 'none' | undefined;
  /** What to do about a logged transition that the model gives probability 0; default `mix`. */
  readonly unmodelled?: UnmodelledRule | undefined;
}

/** What `trainGadget` is to be given for a log. */
export interface GadgetTraining {
  readonly spec: GadgetSpec;
  readonly source: PairSource;
  /** Different pairs that `source` draws from. */
  readonly nPairs: number;
  /** Logged transitions that the model lacks, and what was done about them. */
  readonly unmodelled: Unmodelled;
}

/**
 * The gadget and the pairs to train it on, so that counterfactuals of a log under a policy come out least variable.
 *
 * @param log over the model's states
 * @returns undefined where the policy does what was logged, so that no pair differs
 * @throws ArgumentError on options, and as `visitedPairs` or `decisionPairs`
 *
 * Cost that of listing the pairs, and of the exact loss of 256 of them for each order that is looked at.
 *
 * Source: Lorberbom et al. (2021), section 4.
 *
 * @example
 * const env = createEnv('triage');
 * const model = env.exactModel();
 * const log = simulate(createRng(1), env, createPolicy('uniform', model), { episodes: 20, horizon: 5 });
 * const training = gadgetTraining(log, model, createPolicy('optimal', model), { nClusters: 4 });
 * training.spec.kind // 'gadget-2'
 */
export function gadgetTraining(
  log: Trajectories,
  model: Mdp,
  policy: Policy,
  options: GadgetTrainingOptions = {},
): GadgetTraining | undefined {
  const {
    kind = 'gadget-2',
    pairs: which = 'visited',
    scores = [entryScore(model)],
    given = 'joint',
    order = 'auto',
    horizon,
    unmodelled = 'mix',
    ...gadget
  } = options;
  const { mdp, unmodelled: lacking } = observedModel(model, log, unmodelled);
  const pairs =
    which === 'visited'
      ? visitedPairs(log, model, policy, completeMechanism(gumbelMax()), {
          ...(horizon !== undefined && { horizon }),
          unmodelled,
        })
      : decisionPairs(log, model, policy, { unmodelled });
  if (pairs.length === 0) return undefined;
  const outcomes = reachableStates(mdp, log, policy);
  const source = pairSource(mdp, pairs, outcomes, scores, given === 'observation');
  const spec =
    kind === 'gadget-1'
      ? gadgetSpec(kind, { ...gadget, outcomes })
      : ordered(gadgetSpec(kind, { ...gadget, outcomes }), source, scores, order);
  return {
    spec,
    source,
    nPairs: pairs.length,
    unmodelled: lacking,
  };
}

/** The gadget with the order that is asked for. */
function ordered(
  spec: Gadget2Spec,
  source: PairSource,
  stateScores: readonly Float64Array[],
  order: NonNullable<GadgetTrainingOptions['order']>,
): Gadget2Spec {
  if (order === 'none') return spec;
  const scores = stateScores.map((score) => Float64Array.from(spec.outcomes, (state) => score[state]));
  const chosen = order === 'score' ? orderOf(spec.outcomes, sumOf(scores)) : startingOrder(spec, source, scores);
  return chosen ? { ...spec, order: chosen } : spec;
}
