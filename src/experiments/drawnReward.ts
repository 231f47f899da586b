import type { Rng } from '../core/random/rng.js';

/** How a reward goes over outcomes in a row: up all the way, or up and down. */
export const rewardShapes = ['monotone', 'non-monotone'] as const;

export type RewardShape = (typeof rewardShapes)[number];

/**
 * A reward of the mechanism paper, section 7.2.
 *
 *     monotone: h[k] = sum over j ≤ k of U(0, 1)    non-monotone: h[k] = sin(30 N(0, 1))
 *
 * @returns shape (K)
 */
export function drawnReward(rng: Rng, shape: RewardShape, nOutcomes: number): Float64Array {
  if (shape === 'non-monotone') return Float64Array.from({ length: nOutcomes }, () => Math.sin(30 * rng.normal()));
  let sum = 0;
  return Float64Array.from({ length: nOutcomes }, () => (sum += rng.uniform()));
}
