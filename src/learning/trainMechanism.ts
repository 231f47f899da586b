import type { Rng } from '../core/random/rng.js';
import { gadgetMechanism } from '../gadgets/gadgetMechanism.js';
import { type GadgetOptions, type GadgetSpec, gadgetSpec } from '../gadgets/gadgetSpec.js';
import { trainGadget } from '../gadgets/training/trainGadget.js';
import type { PairSource } from '../gadgets/training/trainingPair.js';
import type { TrainingSettings } from '../gadgets/training/trainingSettings.js';
import { completeMechanism } from '../mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';

export type GadgetKind = 'gadget-1' | 'gadget-2';

/** A gadget but for its outcomes, and how it is trained, as data. */
export interface GadgetPlan extends Omit<GadgetOptions, 'outcomes'> {
  /** What differs from the defaults of `trainingSettings`. */
  readonly settings: Partial<TrainingSettings>;
}

/** How a training went, in short. */
export interface TrainingSummary {
  /** The weights are those after this step. */
  readonly bestStep: number;
  /** On the pairs that the weights were chosen by, before training and of the weights chosen. */
  readonly startLoss: number;
  readonly heldOutLoss: number;
  /** Largest c* of gadget 2. */
  readonly correction?: number;
  /** Of tfjs; `none` of a gadget without a network. */
  readonly backend: string;
}

/** What stands for a backend where there is a table in place of a network. */
const NO_NETWORK = 'none';

export interface TrainedMechanism {
  readonly mechanism: CompleteMechanism;
  readonly summary: TrainingSummary;
}

/** The backend of tfjs that trained any of them; undefined where no network was trained. */
export function backendOf(trained: readonly Pick<TrainingSummary, 'backend'>[]): string | undefined {
  return trained.find(({ backend }) => backend !== NO_NETWORK)?.backend;
}

/**
 * Trains a gadget for an experiment.
 *
 * @param nOutcomes K; the outcomes are 0 to K − 1
 * @throws as `trainGadget`
 */
export async function trainMechanism(
  rng: Rng,
  { kind, nOutcomes, plan }: { readonly kind: GadgetKind; readonly nOutcomes: number; readonly plan: GadgetPlan },
  source: PairSource,
): Promise<TrainedMechanism> {
  const model = await trainGadget(rng, specOf(kind, nOutcomes, plan), source, { settings: plan.settings });
  const { bestStep, startLoss, heldOutLoss, correction, backend } = model.training;
  return {
    mechanism: completeMechanism(gadgetMechanism(model)),
    summary: { bestStep, startLoss, heldOutLoss, ...(correction !== undefined && { correction }), backend },
  };
}

/** The gadget of a plan, for outcomes 0 to K − 1. */
export function specOf(kind: GadgetKind, nOutcomes: number, plan: GadgetPlan): GadgetSpec {
  const options = { ...plan, outcomes: nOutcomes };
  return kind === 'gadget-1' ? gadgetSpec(kind, options) : gadgetSpec(kind, options);
}
