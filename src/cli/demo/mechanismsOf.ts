import { createRng } from '../../core/random/rng.js';
import { MissingPackageError } from '../../core/optionalPackage.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { entryScore, valueScore } from '../../counterfactual/effects/entryScore.js';
import { gadgetMechanism } from '../../gadgets/gadgetMechanism.js';
import { type TrainedGadget, trainGadget } from '../../gadgets/training/trainGadget.js';
import { gadgetTraining } from '../../learning/gadgetTraining.js';
import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { createMechanism } from '../../mechanisms/registry.js';
import { note } from '../say.js';
import { DISCOUNT, HORIZON } from './demoWorld.js';
import type { Learned } from './learned.js';

/** Set side by side: their disagreement is what the data leave open. */
const MECHANISMS = ['gumbel-max', 'inverse-cdf', 'reward-cdf', 'maximal'] as const;
/**
 * Small, and trained for seconds: what `couplet train` does, for show. It begins near Gumbel-max, so that there is
 * something to see of its learning.
 */
const GADGET = { network: { hidden: [64, 64], activation: 'silu' }, nClusters: 10, order: 'none' } as const;
const GADGET_SETTINGS = { steps: 80, batchSize: 32 };

/** Mechanisms by name, and the learned one among them, where there is something to learn from and what it takes. */
export interface DemoMechanisms {
  readonly mechanisms: readonly (readonly [name: string, mechanism: CompleteMechanism])[];
  readonly gadget?: TrainedGadget;
  /** Why there is no gadget. */
  readonly missing?: 'nothing to learn from' | 'package';
}

/** The fixed mechanisms, and a gadget learned from the pairs that counterfactuals of a policy visit. */
export async function mechanismsOf(
  patients: Trajectories,
  { mdp, policy }: Pick<Learned, 'mdp' | 'policy'>,
  { seed, version, command }: { readonly seed: number; readonly version: string; readonly command: string },
): Promise<DemoMechanisms> {
  const fixed = await Promise.all(
    MECHANISMS.map(
      async (name) => [name, completeMechanism(await createMechanism(name, { score: entryScore(mdp) }))] as const,
    ),
  );
  const scores = [valueScore(mdp, policy, DISCOUNT)];
  const training = gadgetTraining(patients, mdp, policy, { ...GADGET, horizon: HORIZON, scores });
  if (!training) return { mechanisms: fixed, missing: 'nothing to learn from' };
  const gadget = await trainGadget(createRng(seed).fork('train'), training.spec, training.source, {
    settings: GADGET_SETTINGS,
    provenance: { version, command, seed, score: 'value' },
  }).catch(withoutPackage);
  if (!gadget) return { mechanisms: fixed, missing: 'package' };
  return { mechanisms: [...fixed, ['a learned gadget', completeMechanism(gadgetMechanism(gadget))]], gadget };
}

/** Where tfjs is not installed the demo does without a gadget. */
function withoutPackage(error: unknown): undefined {
  if (!(error instanceof MissingPackageError)) throw error;
  note(`no gadget is learned: ${error.message}`);
}
