import { type Problem, returnOf } from './problem.js';
import { lastWeight, requireWeight } from './weights.js';

/** A return and its share of the mass. */
export interface Atom {
  readonly value: number;
  readonly share: number;
}

/** `cdf`: F(m) = sum w 1{G <= m} / sum w as atoms, lowest first; episodes of weight 0 have none. */
export function returnDistribution(problem: Problem): Atom[] {
  requireWeight(problem);
  let total = 0;
  for (let i = 0; i < problem.episodes.length; i++) total += lastWeight(problem, i);
  return problem.episodes
    .map((_, i) => ({ value: returnOf(problem, i), share: lastWeight(problem, i) / total }))
    .filter((atom) => atom.share > 0)
    .sort((one, other) => one.value - other.value);
}

export function distributionMean(atoms: readonly Atom[]): number {
  let sum = 0;
  for (const { value, share } of atoms) sum += share * value;
  return sum;
}

/** sum of share (value - mean)^2: of the distribution itself, no degrees of freedom taken off. */
export function distributionVariance(atoms: readonly Atom[]): number {
  const mean = distributionMean(atoms);
  let sum = 0;
  for (const { value, share } of atoms) sum += share * (value - mean) ** 2;
  return sum;
}

/** min {m : F(m) >= q}; an F short of q by rounding alone (1e-12) counts as q. */
export function distributionQuantile(atoms: readonly Atom[], q: number): number {
  let below = 0;
  for (const { value, share } of atoms) {
    below += share;
    if (below >= q - 1e-12) return value;
  }
  throw new Error(`no quantile ${q}`);
}

/** Mean of the lowest part of the mass, 0 < part <= 1; the atom at its edge counts with what of it is inside. */
export function conditionalValueAtRisk(atoms: readonly Atom[], part: number): number {
  let left = part;
  let sum = 0;
  for (const { value, share } of atoms) {
    const inside = Math.min(share, left);
    sum += inside * value;
    left -= inside;
  }
  return sum / part;
}
