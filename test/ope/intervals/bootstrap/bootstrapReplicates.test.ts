import { describe, expect, it } from 'vitest';
import { NumericalError } from '../../../../src/core/errors.js';
import { createRng } from '../../../../src/core/random/rng.js';
import {
  bootstrapReplicates,
  joinReplicates,
  statisticValues,
} from '../../../../src/ope/intervals/bootstrap/bootstrapReplicates.js';
import { dkwBound, hoeffdingBound } from '../../../support/statistics.js';

const x = [0, 1, 2, 7];
const mean = (counts: Float64Array, out: Float64Array): boolean => {
  out[0] = counts.reduce((sum, count, i) => sum + count * x[i], 0) / 4;
  return true;
};

describe('bootstrapReplicates', () => {
  it('gives the statistic counts that sum to n', () => {
    const sums: number[] = [];
    bootstrapReplicates(
      createRng(1),
      (counts, out) => {
        sums.push(counts.reduce((sum, count) => sum + count, 0));
        out[0] = 0;
        return true;
      },
      { n: 7, nStatistics: 1, replicates: 50 },
    );
    expect(sums).toEqual(new Array(50).fill(7));
  });

  it('has the distribution of all nⁿ resamples', () => {
    // Finds a distribution function off by 0.038 anywhere.
    const replicates = 20_000;
    const { values } = bootstrapReplicates(createRng(2), mean, { n: 4, nStatistics: 1, replicates });
    const exact = new Map<number, number>();
    for (let code = 0; code < 256; code++) {
      const value = [0, 2, 4, 6].reduce((sum, shift) => sum + x[(code >> shift) & 3], 0) / 4;
      exact.set(value, (exact.get(value) ?? 0) + 1 / 256);
    }
    const observed = new Map<number, number>();
    for (const value of values) observed.set(value, (observed.get(value) ?? 0) + 1 / replicates);
    let [exactCdf, observedCdf, worst] = [0, 0, 0];
    for (const value of [...exact.keys()].sort((a, b) => a - b)) {
      exactCdf += exact.get(value)!;
      observedCdf += observed.get(value) ?? 0;
      worst = Math.max(worst, Math.abs(exactCdf - observedCdf));
    }
    expect(observedCdf).toBeAllClose(1, { atol: 1e-9 });
    expect(worst).toBeLessThan(dkwBound(replicates, 1e-6));
  });

  it('draws a replicate by its number alone', () => {
    const rng = createRng(3);
    const few = bootstrapReplicates(rng, mean, { n: 4, nStatistics: 1, replicates: 10 });
    rng.uniform();
    const many = bootstrapReplicates(rng, mean, { n: 4, nStatistics: 1, replicates: 30 });
    expect(many.values.subarray(0, 10)).toEqual(few.values);
    expect(bootstrapReplicates(createRng(4), mean, { n: 4, nStatistics: 1, replicates: 10 }).values).not.toEqual(
      few.values,
    );
  });

  it('draws them in ranges, as one', () => {
    const options = { n: 4, nStatistics: 1, replicates: 30 };
    // Undefined for half of the resamples.
    const some = (counts: Float64Array, out: Float64Array): boolean => counts[0] > 0 && mean(counts, out);
    const whole = bootstrapReplicates(createRng(3), some, options);
    const ranges = [
      [0, 7],
      [7, 8],
      [8, 30],
    ].map(([from, to]) => bootstrapReplicates(createRng(3), some, { ...options, from, to }));
    expect(whole.redrawn).toBeGreaterThan(0);
    expect(joinReplicates(ranges)).toEqual(whole);
  });

  it('evaluates several statistics on the same resamples', () => {
    const both = bootstrapReplicates(
      createRng(3),
      (counts, out) => {
        mean(counts, out);
        out[1] = 2 * out[0] + counts[0];
        return true;
      },
      { n: 4, nStatistics: 2, replicates: 10 },
    );
    const alone = bootstrapReplicates(createRng(3), mean, { n: 4, nStatistics: 1, replicates: 10 });
    expect(statisticValues(both, 0)).toEqual(alone.values);
    for (const [b, value] of statisticValues(both, 1).entries())
      expect(value).toBeGreaterThanOrEqual(2 * alone.values[b]);
    expect(both.values).toHaveLength(20);
  });

  it('draws again where there is no value, and counts that', () => {
    // Of two draws of two, 1/4 lack the first; given that one is in, there are two of it in 1/3. Finds a share off by
    // 0.042.
    const replicates = 20_000;
    let refused = 0;
    const { values, redrawn } = bootstrapReplicates(
      createRng(5),
      (counts, out) => {
        out[0] = counts[0];
        refused += Number(counts[0] === 0);
        return counts[0] > 0;
      },
      { n: 2, nStatistics: 1, replicates },
    );
    expect(redrawn).toBe(refused);
    expect(redrawn).toBeGreaterThan(0);
    const twice = values.filter((value) => value === 2).length / replicates;
    expect(values).not.toContain(0);
    expect(twice).toBeAllClose(1 / 3, { atol: hoeffdingBound(replicates, 1, 1e-6) });
  });

  it('gives up where no resample has a value', () => {
    let calls = 0;
    const never = (): boolean => {
      calls++;
      return false;
    };
    const run = (): unknown => bootstrapReplicates(createRng(1), never, { n: 3, nStatistics: 1 });
    expect(run).toThrow(NumericalError);
    expect(run).toThrow('bootstrap: a resample must have a value, got none in 1000 of replicate 0');
    expect(calls).toBe(2000);
  });

  it('refuses a statistic that is not finite', () => {
    const wrong = (_: Float64Array, out: Float64Array): boolean => {
      out[1] = NaN;
      return true;
    };
    expect(() => bootstrapReplicates(createRng(1), wrong, { n: 3, nStatistics: 2 })).toThrow(
      'bootstrap: statistic 1 must be finite, got NaN in replicate 0',
    );
  });

  it.each([
    [{ n: 0, nStatistics: 1 }, 'n must be an integer ≥ 1, got 0'],
    [{ n: 1, nStatistics: 0 }, 'nStatistics must be an integer ≥ 1, got 0'],
    [{ n: 1, nStatistics: 1, replicates: 1 }, 'replicates must be an integer ≥ 2, got 1'],
  ])('refuses %j', (options, message) => {
    expect(() => bootstrapReplicates(createRng(1), mean, options)).toThrow(`bootstrap: ${message}`);
  });
});
