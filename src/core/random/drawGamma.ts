import type { Rng } from './rng.js';

/**
 * A gamma variable of some shape and scale 1, by squeezing a cube of a normal; below shape 1 that of shape + 1 times
 * u^(1/shape).
 *
 * @param shape > 0, not checked; below 1e-300 the draw may be 0
 *
 * Source: Marsaglia & Tsang, "A simple method for generating gamma variables", 2000.
 *
 * @example
 * // The same number on every machine.
 * drawGamma(createRng(1), 2.5) // 1.8273...
 */
export function drawGamma(rng: Rng, shape: number): number {
  if (shape < 1) return drawGamma(rng, shape + 1) * rng.openUniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(rng.openUniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
