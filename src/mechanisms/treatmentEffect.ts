import { ArgumentError } from '../core/errors.js';
import type { CompleteMechanism } from './mechanism.js';

export interface TreatmentEffectOptions {
  /** The score h of each outcome by its id. */
  readonly score: ArrayLike<number>;
  /** The id that each position of p and q stands for, shape (K). */
  readonly outcomes: Uint32Array;
  /** Position of the observed outcome, with p > 0. Without it the effect is that over both worlds. */
  readonly observed?: number | undefined;
}

export interface TreatmentEffect {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Mean and variance of the treatment effect h(X) − h(Y), the score of the factual less that of the counterfactual
 * outcome.
 *
 *     joint: (X, Y) ~ coupling(p, q)    given the observation x: X = x, Y ~ CF(. | x)
 *
 * The joint mean is the same for every mechanism, E h(X) − E h(Y); the variance is not.
 *
 * @param p shape (K), probabilities
 * @param q shape (K), probabilities
 * @throws ArgumentError if an outcome has no finite score; whatever the mechanism throws
 *
 * Cost: a coupling (or a row), and twice as many additions; the variance takes a second pass so that it keeps its
 * digits.
 *
 * @example
 * const gumbel = completeMechanism(gumbelMax());
 * const options = { score: [0, 1], outcomes: Uint32Array.of(0, 1) };
 * treatmentEffect(gumbel, Float64Array.of(0.5, 0.5), Float64Array.of(1, 0), options) // { mean: 0.5, variance: 0.25 }
 */
export function treatmentEffect(
  mechanism: CompleteMechanism,
  p: Float64Array,
  q: Float64Array,
  { score, outcomes, observed }: TreatmentEffectOptions,
): TreatmentEffect {
  const h = Float64Array.from(outcomes, (id) => score[id] ?? NaN);
  const bad = h.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new ArgumentError(
      `treatmentEffect: score must be finite for every outcome, got ${h[bad]} for outcome ${outcomes[bad]}`,
    );
  if (observed !== undefined) {
    const row = mechanism.counterfactual(p, q, observed, outcomes);
    return moments(row, (y) => h[observed] - h[y]);
  }
  const coupling = mechanism.coupling(p, q, outcomes);
  return moments(coupling, (cell) => h[Math.floor(cell / q.length)] - h[cell % q.length]);
}

function moments(weight: Float64Array, value: (index: number) => number): TreatmentEffect {
  let mean = 0;
  for (let k = 0; k < weight.length; k++) mean += weight[k] * value(k);
  let variance = 0;
  for (let k = 0; k < weight.length; k++) variance += weight[k] * (value(k) - mean) ** 2;
  return { mean, variance };
}
