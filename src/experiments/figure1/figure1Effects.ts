import { completeMechanism } from '../../mechanisms/completeMechanism.js';
import { gumbelMax } from '../../mechanisms/fixed/gumbelMax.js';
import { independent } from '../../mechanisms/fixed/independent.js';
import { inverseCdf } from '../../mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../mechanisms/fixed/maximal.js';
import { rewardCdf } from '../../mechanisms/fixed/rewardCdf.js';
import { type RewardShape, rewardShapes } from '../drawnReward.js';
import type { Finished } from '../experiment.js';
import { effectVarianceOf, figure1Reward } from './figure1Reward.js';
import { type Figure1Result, type Figure1Specification, type Figure1Trial, figure1Pair } from './figure1Trial.js';

/** One mechanism's coupling, and how variable it makes the effect. */
export interface EffectCoupling {
  readonly name: string;
  /** Var(h(X) − h(Y)). */
  readonly variance: number;
  /** Shape (K × K). */
  readonly coupling: readonly number[];
}

/** Part (b) of the figure for one reward. */
export interface Figure1Effects {
  readonly shape: RewardShape;
  /** h, shape (K). */
  readonly reward: readonly number[];
  /** The last has the least variance of all couplings. */
  readonly mechanisms: readonly EffectCoupling[];
}

/**
 * The couplings of each mechanism for the pair of the figure, with the variance of the effect for a reward that rises
 * and for one that does not; with gadgets that were trained for it, where there are any.
 */
export function figure1Effects(
  specification: Figure1Specification,
  finished: readonly Finished<Figure1Trial, Figure1Result>[],
): Figure1Effects[] {
  const { p, q } = figure1Pair(specification);
  const outcomes = Uint32Array.from(p.keys());
  return rewardShapes.map((shape) => {
    const reward = figure1Reward(specification.nOutcomes, shape);
    const named = (name: string, coupling: ArrayLike<number>): EffectCoupling => ({
      name,
      variance: effectVarianceOf(coupling, reward),
      coupling: Array.from(coupling),
    });
    const fixed = [independent(), gumbelMax(), inverseCdf(), maximal()].map((mechanism) =>
      named(mechanism.name, completeMechanism(mechanism).coupling(p, q, outcomes)),
    );
    const trained = finished.filter(({ trial }) => trial.shape === shape).slice(0, 1);
    const least = completeMechanism(rewardCdf({ score: reward })).coupling(p, q, outcomes);
    return {
      shape,
      reward: Array.from(reward),
      mechanisms: [
        ...fixed,
        ...trained.map(({ result }) => named('gadget-2', result.coupling)),
        named('reward-cdf', least),
      ],
    };
  });
}
