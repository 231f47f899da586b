import type { MeanAndError } from '../../../core/statistics/meanAndError.js';
import { safeShift } from '../../../ope/study/scaledSums.js';
import type { Range } from '../../../ope/intervals/interval.js';
import type { EpisodeSums } from '../../aggregates.js';

/**
 * Mean and standard error of the terms of each episode that an estimate is the mean of: for `on-policy` G, for `is` w G,
 * for `wis` its linearised terms, V + n w (G − V) / Σ w, and for `cis` r_min + min(w, 20) (G − r_min).
 *
 * @returns undefined for other estimators, whose squares by episode are not in the sums
 *
 * Cost O(B).
 */
export function episodeMoments(name: string, sums: EpisodeSums, returnRange?: Range): MeanAndError | undefined {
  const shift = safeShift(sums.logScale.reduce((most, log) => Math.max(most, log), -Infinity));
  const total = (values: Float64Array, power: 0 | 1 | 2 = 0): number =>
    values.reduce(
      (sum, value, b) => (value === 0 ? sum : sum + value * Math.exp(power * (sums.logScale[b] - shift))),
      0,
    );
  const n = total(sums.count);
  if (name === 'on-policy') return moments(n, total(sums.g), total(sums.g2));
  if (name === 'cis') return clippedMoments(n, sums, returnRange![0]);
  const scale = Math.exp(shift);
  if (name === 'is') return scaled(moments(n, total(sums.wg, 1), total(sums.w2g2, 2)), scale);
  if (name !== 'wis') return undefined;
  const [w, wg] = [total(sums.w, 1), total(sums.wg, 1)];
  const value = wg / w;
  const squares = total(sums.w2g2, 2) - 2 * value * total(sums.w2g, 2) + value ** 2 * total(sums.w2, 2);
  return withError(n, value, (n / w) ** 2 * squares);
}

function clippedMoments(n: number, { clipped }: EpisodeSums, least: number): MeanAndError {
  const { c, cg, c2, c2g, c2g2 } = clipped!;
  const { mean, standardError } = moments(n, sumOf(cg) - least * sumOf(c), squaresAbove(least, [c2, c2g, c2g2]));
  return { n, mean: least + mean, ...(standardError !== undefined && { standardError }) };
}

/** Σ x² (G − m)² of Σ x², Σ x² G and Σ x² G². */
export function squaresAbove(
  least: number,
  [squares, withG, withG2]: readonly [Float64Array, Float64Array, Float64Array],
): number {
  return sumOf(withG2) - 2 * least * sumOf(withG) + least ** 2 * sumOf(squares);
}

export function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Of n terms whose sum and sum of squares are known. */
export function moments(n: number, sum: number, squares: number): MeanAndError {
  const mean = sum / n;
  return withError(n, mean, squares - n * mean ** 2);
}

/** @param deviations sum of the squared distances from the mean, which rounding may leave below 0 */
function withError(n: number, mean: number, deviations: number): MeanAndError {
  return { n, mean, ...(n > 1 && { standardError: Math.sqrt(Math.max(0, deviations) / (n - 1) / n) }) };
}

function scaled({ n, mean, standardError }: MeanAndError, scale: number): MeanAndError {
  return { n, mean: mean * scale, ...(standardError !== undefined && { standardError: standardError * scale }) };
}
