import type { GadgetPlan } from '../../learning/trainMechanism.js';

/** Whether the effect is over both worlds or given the observed next state, and whether p and q vary. */
export const settingNames = [
  'joint, fixed',
  'joint, perturbed',
  'counterfactual, fixed',
  'counterfactual, perturbed',
] as const;

export type SettingName = (typeof settingNames)[number];

/** Figure 2 of the mechanism paper, as data. */
export interface Figure2Specification {
  readonly version: 'original' | 'corrected';
  readonly episodes: number;
  readonly horizon: number;
  readonly absorption: 'direct' | 'published';
  readonly unseen: string;
  readonly solveDiscount: number;
  /** Rewards of entering the two ends; every other state has a random one. */
  readonly deathReward: number;
  readonly dischargeReward: number;
  /** p and q must both have more possible next states than this. */
  readonly moreThan: number;
  readonly pairs: number;
  /** Rewards for each pair. */
  readonly repeats: number;
  /** Standard deviation of the Gaussian noise on the logits of the perturbed settings. */
  readonly noise: number;
  /** Perturbed pairs that a variance is the mean over: drawn like those of the training, and no part of it. */
  readonly evaluationPairs: number;
  /** For p and q as they are, and perturbed. */
  readonly fixed: Figure2Gadgets;
  readonly perturbed: Figure2Gadgets;
}

export interface Figure2Gadgets {
  readonly gadget1: GadgetPlan;
  readonly gadget2: GadgetPlan;
}

const clusters = { nClusters: 20, sinkhornSteps: 10 };
const network = { hidden: [128, 128], activation: 'silu' } as const;
const free = { network: 'free' } as const;

/**
 * As published.
 *
 * Deviation: for fixed p and q the gadgets are free parameters, not networks of a constant input.
 */
export const figure2Specification: Figure2Specification = {
  version: 'original',
  episodes: 20_000,
  horizon: 20,
  absorption: 'published',
  unseen: 'death',
  solveDiscount: 0.99,
  deathReward: -4,
  dischargeReward: 4,
  moreThan: 4,
  pairs: 6,
  repeats: 5,
  noise: 1,
  evaluationPairs: 256,
  fixed: {
    gadget1: { ...free, settings: { steps: 2000 } },
    gadget2: { ...free, ...clusters, settings: { steps: 2000 } },
  },
  perturbed: {
    gadget1: { network, settings: { steps: 600, batchSize: 16, heldOut: 128 } },
    gadget2: { network, ...clusters, settings: { steps: 1200, batchSize: 16, heldOut: 128 } },
  },
};

/** In less than a minute. */
export const quickFigure2Specification: Figure2Specification = {
  ...figure2Specification,
  pairs: 2,
  repeats: 2,
  evaluationPairs: 32,
  fixed: {
    gadget1: { ...free, settings: { steps: 500 } },
    gadget2: { ...free, ...clusters, settings: { steps: 500 } },
  },
  perturbed: {
    gadget1: { network, settings: { steps: 30, batchSize: 16, heldOut: 16 } },
    gadget2: { network, ...clusters, settings: { steps: 60, batchSize: 16, heldOut: 16 } },
  },
};
