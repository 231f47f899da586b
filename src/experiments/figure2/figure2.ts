import { createRng } from '../../core/random/rng.js';
import { backendOf } from '../../learning/trainMechanism.js';
import { onSupport } from '../../gadgets/training/support.js';
import type { Experiment, Plan } from '../experiment.js';
import { seedsOf } from '../seedsOf.js';
import { figure2Pairs } from './figure2Pairs.js';
import { figure2Report } from './figure2Report.js';
import { type Figure2Specification, figure2Specification, quickFigure2Specification } from './figure2Specification.js';
import { type Figure2Result, type Figure2Trial, figure2Trial } from './figure2Trial.js';
import { sepsisReward } from './sepsisReward.js';

/**
 * Figure 2 of the mechanism paper: how much the mechanism matters for the variance of a treatment effect in sepsis.
 *
 * Source: Lorberbom et al., NeurIPS 2021, section 7.3.
 */
export const figure2: Experiment<Figure2Specification, Figure2Trial, Figure2Result> = {
  name: 'figure-2',
  specifications: { full: figure2Specification, quick: quickFigure2Specification },
  trials,
  run: (specification, trial) => figure2Trial(specification, trial),
  backendOf: (result) => backendOf(Object.values(result).flatMap(({ training }) => Object.values(training))),
  report: figure2Report,
};

/** The pairs are part of the trials: to find them takes a simulation, and the rest does not need it. */
function trials(specification: Figure2Specification, { seed, repeats = specification.repeats }: Plan): Figure2Trial[] {
  const ends = [specification.deathReward, specification.dischargeReward] as const;
  const rewards = seedsOf(1, repeats);
  return figure2Pairs(specification, seed).flatMap((pair, i) =>
    rewards.map((reward) => {
      const name = `pair-${i + 1}-reward-${reward}`;
      const score = sepsisReward(createRng(seed).fork('figure-2', name, 'reward'), ends);
      return { name, pair, score: Array.from(onSupport(Uint32Array.from(pair.support), score)), seed };
    }),
  );
}
