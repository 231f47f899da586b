import type { Rng } from './rng.js';

/**
 * The logarithm of a gamma variable of some shape and scale 1, by squeezing a cube of a normal; below shape 1 that of
 * shape + 1 times u^(1/shape).
 *
 * A logarithm, as the variable itself is too small for a number where the shape is: of shape 0.001 every other one is.
 *
 * @param shape > 0, not checked; below 1e-306 the draw may be −Infinity
 *
 * Source: Marsaglia & Tsang, "A simple method for generating gamma variables", 2000.
 *
 * @example
 * // The same number on every machine.
 * Math.exp(drawLogGamma(createRng(1), 2.5)) // 3.91023...
 */
export function drawLogGamma(rng: Rng, shape: number): number {
  if (shape < 1) return drawLogGamma(rng, shape + 1) + Math.log(rng.openUniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const logV = Math.log(v);
    if (Math.log(rng.openUniform()) < (x * x) / 2 + d - d * v + d * logV) return Math.log(d) + logV;
  }
}
