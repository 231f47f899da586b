import { createRng } from '../core/random/rng.js';
import { valueScore } from '../counterfactual/effects/entryScore.js';
import { visitedPairs } from '../counterfactual/effects/visitedPairs.js';
import { gadgetSpec } from '../gadgets/gadgetSpec.js';
import { type TrainingOptions, type TrainedGadget, trainGadget } from '../gadgets/training/trainGadget.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import { completeMechanism } from '../mechanisms/completeMechanism.js';
import { gumbelMax } from '../mechanisms/fixed/gumbelMax.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { pairSource } from './pairSource.js';
import { reachableStates } from './reachableStates.js';

const NETWORK = { hidden: [64, 64], activation: 'silu' } as const;
const CLUSTERS = 10;
const SETTINGS = { steps: 80, batchSize: 32 };

/**
 * A small gadget, trained for seconds, that makes the value of what follows least variable for the pairs that the
 * counterfactuals of a log visit: what `couplet train` does, for show.
 *
 * @returns undefined if no pair differs, as the policy does what was logged
 */
export async function quickGadget(
  seed: number,
  log: Trajectories,
  mdp: Mdp,
  policy: Policy,
  {
    horizon,
    discount,
    provenance,
  }: {
    readonly horizon: number;
    readonly discount: number;
    readonly provenance: TrainingOptions['provenance'];
  },
): Promise<TrainedGadget | undefined> {
  const pairs = visitedPairs(log, mdp, policy, completeMechanism(gumbelMax()), { horizon });
  if (pairs.length === 0) return undefined;
  const outcomes = reachableStates(mdp, log, policy);
  const spec = gadgetSpec('gadget-2', { outcomes, network: NETWORK, nClusters: CLUSTERS });
  const source = pairSource(mdp, pairs, outcomes, [valueScore(mdp, policy, discount)], false);
  return trainGadget(createRng(seed).fork('train'), spec, source, {
    settings: SETTINGS,
    provenance,
  });
}
