import { createRng } from '../../core/random/rng.js';
import { type RewardShape, drawnReward } from '../drawnReward.js';

/**
 * The reward of a shape in part (b) of the figure; the same in all runs.
 *
 * @returns shape (K)
 */
export function figure1Reward(nOutcomes: number, shape: RewardShape): Float64Array {
  return drawnReward(createRng(1).fork('figure-1', shape), shape, nOutcomes);
}

/**
 * Var(h(X) − h(Y)) for (X, Y) of a coupling.
 *
 * @param coupling shape (K × K)
 * @param reward h, shape (K)
 *
 * @example
 * effectVarianceOf([0.5, 0, 0, 0.5], Float64Array.of(0, 1)) // 0
 */
export function effectVarianceOf(coupling: ArrayLike<number>, reward: Float64Array): number {
  const effect = (cell: number): number => reward[Math.floor(cell / reward.length)] - reward[cell % reward.length];
  const cells = Array.from(coupling, (probability, cell) => ({ probability, effect: effect(cell) }));
  const mean = cells.reduce((sum, each) => sum + each.probability * each.effect, 0);
  return cells.reduce((sum, each) => sum + each.probability * (each.effect - mean) ** 2, 0);
}
