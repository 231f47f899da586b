import type { Rng } from '../../core/random/rng.js';

/**
 * Draws the noise of a Gumbel-max step given its outcome, as exponentials E with x = argmin E[k] / p[k].
 *
 *     M ~ Exp(1) / sum(p)    E[x] = p[x] M    E[k] = p[k] M + Exp(1) for k ≠ x    (Gumbel g[k] = −log E[k])
 *
 * The least of the scaled exponentials is M whichever wins, and the others are memoryless past it.
 *
 * @param p shape (K), weights ≥ 0 with p[x] > 0, not checked; an outcome with p[k] = 0 keeps noise that nothing is
 *   known of
 * @param out shape (K), overwritten; a fresh array unless given
 *
 * Cost O(K). Derived for this project; the published code draws the Gumbels from the largest down, in logs.
 */
export function gumbelMaxNoise(
  rng: Rng,
  p: Float64Array,
  x: number,
  out: Float64Array = new Float64Array(p.length),
): Float64Array {
  let total = 0;
  for (let k = 0; k < p.length; k++) total += p[k];
  const least = rng.exponential() / total;
  for (let k = 0; k < p.length; k++) out[k] = p[k] * least + (k === x ? 0 : rng.exponential());
  return out;
}

/**
 * Draws Y given X = x under Gumbel-max: the race of `gumbelMaxNoise`, run again with the rates q.
 *
 * @param p shape (K), weights ≥ 0 with p[x] > 0, not checked
 * @param q shape (K), weights ≥ 0 with a positive sum, not checked
 * @returns an outcome with q > 0; never one that counterfactual stability excludes
 *
 * Cost O(K), no allocation.
 */
export function sampleGumbelMax(rng: Rng, p: Float64Array, q: Float64Array, x: number): number {
  let total = 0;
  for (let k = 0; k < p.length; k++) total += p[k];
  const least = rng.exponential() / total;
  // Arrival times E[k] / q[k] = (p[k] / q[k]) M + Exp(1) / q[k], written so that rounding cannot break a tie of ratios.
  let winner = q[x] > 0 ? x : -1;
  let first = winner < 0 ? Infinity : (p[x] / q[x]) * least;
  for (let k = 0; k < p.length; k++) {
    if (k === x || q[k] === 0) continue;
    const arrival = (p[k] / q[k]) * least + rng.exponential() / q[k];
    if (arrival < first || winner < 0) {
      first = arrival;
      winner = k;
    }
  }
  return winner;
}
