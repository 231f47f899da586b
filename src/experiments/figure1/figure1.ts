import { backendOf } from '../../learning/trainMechanism.js';
import { rewardShapes } from '../drawnReward.js';
import type { Experiment } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { figure1Report } from './figure1Report.js';
import { type Figure1Result, type Figure1Specification, type Figure1Trial, figure1Trial } from './figure1Trial.js';

const gadget = { network: { hidden: [256, 256], activation: 'silu' }, nClusters: 100, sinkhornSteps: 10 } as const;

export const figure1Specification: Figure1Specification = {
  nOutcomes: 10,
  slope: 0.1,
  noiseScales: [0, 0.1, 0.4, 1.6, 6.4, 25.6, 102.4],
  repeats: 1,
  still: { ...gadget, settings: { steps: 1500 } },
  noisy: { ...gadget, settings: { steps: 1500, batchSize: 32, heldOut: 64, evaluateEvery: 100 } },
};

const small = { ...gadget, nClusters: 20 };

/** In less than a minute. */
export const quickFigure1Specification: Figure1Specification = {
  ...figure1Specification,
  still: { ...small, settings: { steps: 400 } },
  noisy: { ...small, settings: { steps: 60, batchSize: 32, heldOut: 32 } },
};

/**
 * Figure 1 of the mechanism paper: how close gadget 2 comes to the maximal coupling, the more so the closer the pairs
 * it was trained on are to the pair in question; and (b) what each mechanism's coupling of that pair, or a gadget trained
 * for it, makes of the variance of the effect for a reward.
 *
 * Source: Lorberbom et al., NeurIPS 2021, section 7.1.
 */
export const figure1: Experiment<Figure1Specification, Figure1Trial, Figure1Result> = {
  name: 'figure-1',
  specifications: { full: figure1Specification, quick: quickFigure1Specification },
  trials: ({ noiseScales, repeats: usual }, { seed, repeats = usual }) => [
    ...noiseScales.flatMap((noise) =>
      seedsOf(seed, repeats).map((each) => ({ name: `noise-${noise}-seed-${each}`, noise, seed: each })),
    ),
    ...rewardShapes.map((shape) => ({ name: `effect-${shape}-seed-${seed}`, noise: 0, seed, shape })),
  ],
  run: figure1Trial,
  backendOf: ({ training }) => backendOf([training]),
  report: figure1Report,
};
