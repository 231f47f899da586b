import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { bootstrapMean } from '../../../src/core/statistics/bootstrapMean.js';

describe('bootstrapMean', () => {
  it('leaves half of what the level leaves on either side', () => {
    // The mean of 400 flips drawn with replacement is Binomial(400, 1/2) / 400, whose quantiles at .025 and .975 are
    // 180 and 220; the shares of 40,000 replicates are off by .0135 one time in a million (Hoeffding), which moves them
    // by 3 at most.
    const values = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const { lower, upper } = bootstrapMean(createRng(3), values, { level: 0.95, replicates: 40_000 });
    expect(lower).toBeAllClose(180 / 400, { rtol: 0, atol: 3 / 400 });
    expect(upper).toBeAllClose(220 / 400, { rtol: 0, atol: 3 / 400 });
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
