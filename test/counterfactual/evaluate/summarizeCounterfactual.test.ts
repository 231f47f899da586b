import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { bootstrapMean } from '../../../src/core/statistics/bootstrapMean.js';
import { summarizeCounterfactual } from '../../../src/counterfactual/evaluate/summarizeCounterfactual.js';

/** Two outcomes, two episodes: one that ended with outcome 0 and would surely have with 1, one the other way with 1/4. */
const evaluation = {
  nEpisodes: 2,
  horizon: 1,
  discount: 1,
  exact: true,
  observedReturn: Float64Array.of(0, 1),
  observedOutcome: Uint8Array.of(0, 1),
  expectedReturn: Float64Array.of(1, 0.75),
  returnVariance: Float64Array.of(0, 0.1875),
  effect: Float64Array.of(1, -0.25),
  outcomeProbability: Float64Array.of(0, 1, 0.25, 0.75),
  expectedLength: Float64Array.of(1, 2),
};

describe('summarizeCounterfactual', () => {
  const summary = summarizeCounterfactual(createRng(1), evaluation, { top: 1 });

  it('has the observed outcome in rows and the counterfactual one in columns', () => {
    expect(summary.outcomeTable).toBeAllClose([0, 0.5, 0.125, 0.375]);
  });

  it('gives means with standard errors, and the episodes of largest and smallest effect', () => {
    expect(summary.effect.mean).toBeAllClose(0.375);
    // Sample standard deviation 1.25/√2, over √2.
    expect(summary.effect.standardError).toBeAllClose(0.625);
    expect([summary.mostHelped, summary.mostHarmed]).toEqual([[0], [1]]);
  });
});

describe('bootstrapMean', () => {
  it('leaves half of what the level leaves on either side', () => {
    // Means of resamples of many coin flips are close to normal: ± 1.96 standard errors hold 95 % of them.
    const values = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const { lower, upper } = bootstrapMean(createRng(3), values, { level: 0.95, replicates: 4000 });
    expect(lower).toBeAllClose(0.5 - 1.96 * 0.025, { rtol: 0, atol: 0.005 });
    expect(upper).toBeAllClose(0.5 + 1.96 * 0.025, { rtol: 0, atol: 0.005 });
  });

  it('refuses an empty sample, a level out of bounds and a single replicate', () => {
    const one = Float64Array.of(1);
    const options = { level: 0.95, replicates: 10 };
    expect(() => bootstrapMean(createRng(1), new Float64Array(0), options)).toThrow(/must not be empty/);
    expect(() => bootstrapMean(createRng(1), one, { ...options, level: 1 })).toThrow(
      /level must be in \(0, 1\), got 1/,
    );
    expect(() => bootstrapMean(createRng(1), one, { ...options, replicates: 1 })).toThrow(/integer ≥ 2, got 1/);
  });
});
