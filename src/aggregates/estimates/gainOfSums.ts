import { normalQuantile } from '../../core/statistics/normalQuantile.js';
import { clippedObstacle } from '../../ope/estimators/importance/clippedImportanceSampling.js';
import { type Gain, excessText } from '../../ope/gainOverBehaviour.js';
import type { Range } from '../../ope/intervals/interval.js';
import type { WeightedSums } from '../aggregates.js';
import { moments, squaresAbove, sumOf } from './blocks/episodeMoments.js';

/**
 * What the target policy gains over the behaviour policy, with its lower bound by the normal quantile, or why there is no
 * saying: `gainOverBehaviour` of the log.
 *
 * @param level one-sided, of the bound
 * @returns undefined where the sums lack weights that were cut
 *
 * Cost O(B).
 */
export function gainOfSums(
  { behaviour, episodes }: WeightedSums,
  { level, returnRange }: { readonly level: number; readonly returnRange: Range | undefined },
): Gain | { readonly reason: string } | undefined {
  const { clipped } = episodes;
  if (!clipped) return undefined;
  const known = behaviour === 'estimated' ? ('estimated' as const) : ('known' as const);
  const reason = clippedObstacle({ behaviour: known, returnRange, observedReturn: clipped.least });
  if (reason !== undefined) return { reason };
  const n = sumOf(episodes.count);
  const excess = excessText(moments(n, sumOf(clipped.c), sumOf(clipped.c2)));
  if (excess !== undefined) return { reason: excess };
  const [least] = returnRange!;
  const { c, cg, cg2, c2, c2g, c2g2 } = clipped;
  const { count, g, g2 } = episodes;
  // Σ (c − 1)^2 (G − m)^2, by powers of c.
  const squares =
    squaresAbove(least, [c2, c2g, c2g2]) - 2 * squaresAbove(least, [c, cg, cg2]) + squaresAbove(least, [count, g, g2]);
  const { mean: gain, standardError } = moments(n, sumOf(cg) - sumOf(g) - least * (sumOf(c) - n), squares);
  const lower = standardError === undefined ? -Infinity : gain - normalQuantile(level) * standardError;
  return {
    ...{ gain, lower, shareHeld: shareHeldOf(episodes)!, level, method: 'normal', candidates: 1 },
    ...(standardError !== undefined && { standardError }),
    lowerIfChosen: lower,
  };
}

/** The share of the policy's runs that a log holds, mean min(w, 20); undefined where the sums lack it. */
export function shareHeldOf({ count, clipped }: WeightedSums['episodes']): number | undefined {
  return clipped && sumOf(clipped.c) / sumOf(count);
}
