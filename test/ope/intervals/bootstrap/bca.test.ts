import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../../src/core/statistics/normalCdf.js';
import { normalQuantile } from '../../../../src/core/statistics/normalQuantile.js';
import { createRng } from '../../../../src/core/random/rng.js';
import { accelerated, bca } from '../../../../src/ope/intervals/bootstrap/bca.js';
import { percentile } from '../../../../src/ope/intervals/bootstrap/bootstrap.js';
import { bootstrapReplicates, statisticValues } from '../../../../src/ope/intervals/bootstrap/bootstrapReplicates.js';

/** 0 to 100, so that the quantile at a share is 100 times it. */
const ruler = Float64Array.from({ length: 101 }, (_, i) => i);
const even = Float64Array.of(1, 2, 3);

describe('accelerated', () => {
  it('is the percentile interval without bias and skewness', () => {
    // 50 values below and one at the point: half.
    const { lower, upper, warnings } = accelerated(ruler, { level: 0.9, point: 50, jackknifed: even });
    expect([lower, upper]).toBeAllClose([5, 95], { rtol: 1e-11 });
    expect(warnings).toBeUndefined();
  });

  it('moves both percentiles by twice the bias, a tie counting half', () => {
    // 60 below and one at the point: 60.5 of 101.
    const z0 = normalQuantile(60.5 / 101);
    const z = normalQuantile(0.9);
    const { lower, upper } = accelerated(ruler, { level: 0.8, point: 60, jackknifed: even });
    expect([lower, upper]).toBeAllClose([100 * normalCdf(2 * z0 - z), 100 * normalCdf(2 * z0 + z)], { rtol: 1e-11 });
  });

  it('bends them by the acceleration', () => {
    // Mean 1, d = 1, 1, −2: squares 6, cubes −6.
    const a = -6 / (6 * 6 ** 1.5);
    const z = normalQuantile(0.9);
    const { lower, upper } = accelerated(ruler, { level: 0.8, point: 50, jackknifed: Float64Array.of(0, 0, 3) });
    expect([lower, upper]).toBeAllClose([100 * normalCdf(-z / (1 + a * z)), 100 * normalCdf(z / (1 - a * z))], {
      rtol: 1e-11,
    });
  });

  it.each([
    [0.9, 1.1630663182397027, 12.266141872505559],
    [0.5, 3.777270361921955, 10.03377582993408],
  ])('agrees with another implementation at level %d', (level, low, high) => {
    // scipy.stats.bootstrap of the mean of 1, 2, 3, 7, 20 with these replicates given, method 'BCa', SciPy 1.17.1
    const values = Float64Array.from({ length: 101 }, (_, i) => ((i * 37) % 101) / 8);
    const jackknifed = Float64Array.from([1, 2, 3, 7, 20], (x) => (33 - x) / 4);
    const { lower, upper } = accelerated(values, { level, point: 33 / 5, jackknifed });
    expect([lower, upper]).toBeAllClose([low, high], { rtol: 1e-10 });
  });

  test.prop([
    fc.integer({ min: 1, max: 99 }),
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 9 }),
    fc.integer({ min: 1, max: 98 }),
  ])('holds the interval of a lower level, and mirrors', (point, list, low) => {
    const options = { point, jackknifed: Float64Array.from(list) };
    const narrow = accelerated(ruler, { ...options, level: low / 100 });
    const broad = accelerated(ruler, { ...options, level: (low + 1) / 100 });
    expect(broad.lower).toBeLessThanOrEqual(narrow.lower);
    expect(broad.upper).toBeGreaterThanOrEqual(narrow.upper);
    const mirrored = accelerated(
      ruler.map((x) => -x),
      { point: -point, jackknifed: options.jackknifed.map((x) => -x), level: low / 100 },
    );
    expect([mirrored.lower, mirrored.upper]).toBeAllClose([-narrow.upper, -narrow.lower], { rtol: 1e-9, atol: 1e-9 });
  });

  it('takes a replicate that differs by rounding for a tie', () => {
    const point = 0.1 + 0.2;
    const values = Float64Array.of(0.1, 0.3, 0.3, 0.5);
    const interval = accelerated(values, { level: 0.5, point, jackknifed: even });
    expect(interval.lower).toBeAllClose(percentile(values, { level: 0.5 }).lower, { rtol: 1e-11 });
  });

  it('gives the one value there is, with a warning', () => {
    expect(accelerated(Float64Array.of(2, 2, 2), { level: 0.9, point: 2, jackknifed: even })).toMatchObject({
      lower: 2,
      upper: 2,
      warnings: ['all values are the same: the width 0 shows no certainty'],
    });
  });

  it.each([-1, 101])('is the percentile interval, with a warning, where all lie on one side of %d', (point) => {
    const { lower, upper, warnings } = accelerated(ruler, { level: 0.9, point, jackknifed: even });
    expect([lower, upper]).toBeAllClose([5, 95]);
    expect(warnings?.[0]).toContain('every replicate lies on one side of the estimate');
  });

  it.each([[[]], [[4]], [[4, 4, 4]]])('has no acceleration, and says so, from %j', (jackknifed) => {
    const options = { level: 0.9, point: 50, jackknifed: Float64Array.from(jackknifed) };
    const { lower, upper, warnings } = accelerated(ruler, options);
    expect([lower, upper]).toBeAllClose([5, 95], { rtol: 1e-11 });
    expect(warnings?.[0]).toContain('the skewness is taken as 0');
  });

  it('takes the outermost replicate past the pole, and asks for more', () => {
    // One value of many far off: a is near 1/6, and z0 + z is above 6.
    const jackknifed = new Float64Array(5000);
    jackknifed[0] = -1;
    const many = Float64Array.from({ length: 10_000 }, (_, i) => i);
    const above = accelerated(many, { level: 0.999, point: 9998.5, jackknifed });
    expect(above.upper).toBe(9999);
    expect(above.warnings).toEqual(['an end lies beyond the outermost replicates: take more']);
    jackknifed[0] = 1;
    expect(accelerated(many, { level: 0.999, point: 0.5, jackknifed }).lower).toBe(0);
  });

  it('refuses too few replicates, a point that is none, a level outside (0, 1)', () => {
    const options = { level: 0.9, point: 1, jackknifed: even };
    expect(() => accelerated(Float64Array.of(1), options)).toThrow('bca: at least 2 replicates are needed, got 1');
    expect(() => accelerated(ruler, { ...options, point: NaN })).toThrow('bca: point must be finite, got NaN');
    expect(() => accelerated(ruler, { ...options, level: 1 })).toThrow('bca: level must be in (0, 1), got 1');
  });
});

describe('bca', () => {
  it('joins the resamples and the jackknife of one estimate', () => {
    const x = [3, 1, 4, 1, 5, 9];
    const mean = (counts: Float64Array): number => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      return counts.reduce((sum, count, i) => sum + count * x[i], 0) / total;
    };
    const replicates = bootstrapReplicates(
      createRng(1),
      (counts, out) => {
        out[0] = mean(counts);
        return true;
      },
      { n: 6, nStatistics: 1, replicates: 500 },
    );
    const options = { level: 0.9, point: 23 / 6 };
    expect(bca(createRng(1), mean, { ...options, n: 6, replicates: 500 })).toEqual(
      accelerated(statisticValues(replicates, 0), {
        ...options,
        jackknifed: Float64Array.from(x, (xi) => (23 - xi) / 5),
      }),
    );
  });
});
