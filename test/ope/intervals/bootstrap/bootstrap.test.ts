import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { bootstrap, percentile } from '../../../../src/ope/intervals/bootstrap/bootstrap.js';
import { bootstrapReplicates } from '../../../../src/ope/intervals/bootstrap/bootstrapReplicates.js';

describe('percentile', () => {
  it('takes quantiles of type 7, in any order, and changes nothing', () => {
    const values = Float64Array.of(4, 1, 3, 0, 2);
    expect(percentile(values, { level: 0.5 })).toMatchObject({
      lower: 1,
      upper: 3,
      level: 0.5,
      replicates: 5,
      redrawn: 0,
    });
    expect(percentile(Float64Array.of(0, 1), { level: 0.5 })).toMatchObject({ lower: 0.25, upper: 0.75 });
    expect(values).toEqual(Float64Array.of(4, 1, 3, 0, 2));
  });

  test.prop([
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 30 }),
    fc.integer({ min: 1, max: 97 }),
    fc.integer({ min: 1, max: 49 }),
  ])('holds the intervals of all lower levels, and mirrors', (list, low, more) => {
    const values = Float64Array.from(list);
    const narrow = percentile(values, { level: low / 100 });
    const broad = percentile(values, { level: (low + ((99 - low) * more) / 50) / 100 });
    expect(broad.lower).toBeLessThanOrEqual(narrow.lower);
    expect(broad.upper).toBeGreaterThanOrEqual(narrow.upper);
    const mirrored = percentile(
      values.map((x) => -x),
      { level: low / 100 },
    );
    expect([mirrored.lower, mirrored.upper]).toBeAllClose([-narrow.upper, -narrow.lower], { atol: 1e-9 });
  });

  it('warns of replicates that are all the same', () => {
    expect(percentile(Float64Array.of(1, 1), { level: 0.9 }).warnings).toHaveLength(1);
    expect(percentile(Float64Array.of(1, 2), { level: 0.9 }).warnings).toBeUndefined();
  });

  it('needs two replicates', () => {
    expect(() => percentile(Float64Array.of(1), { level: 0.9 })).toThrow(
      'bootstrap: at least 2 replicates are needed, got 1',
    );
  });
});

describe('bootstrap', () => {
  const values = [3, 1, 4, 1, 5];

  it('is the percentile interval of the replicates', () => {
    const { values: replicates } = bootstrapReplicates(
      createRng(1),
      (counts, out) => {
        out[0] = counts[0] - counts[1];
        return true;
      },
      { n: 5, nStatistics: 1, replicates: 200 },
    );
    const interval = bootstrap(createRng(1), (counts) => counts[0] - counts[1], { n: 5, level: 0.8, replicates: 200 });
    expect(interval).toEqual(percentile(replicates, { level: 0.8 }));
  });

  it('draws 2,000 replicates unless told, and those without a value again', () => {
    const ratio = (counts: Float64Array): number | undefined =>
      counts[0] + counts[1] === 0 ? undefined : (counts[0] * values[0]) / (counts[0] + counts[1]);
    const { replicates, redrawn, lower, upper } = bootstrap(createRng(1), ratio, { n: 5, level: 0.9 });
    expect(replicates).toBe(2000);
    // (3/5)⁵ of the draws are without.
    expect(redrawn).toBeGreaterThan(0);
    expect([lower, upper]).toEqual([0, 3]);
  });

  it('refuses a level outside (0, 1)', () => {
    expect(() => bootstrap(createRng(1), () => 1, { n: 5, level: 95 })).toThrow(
      'bootstrap: level must be in (0, 1), got 95',
    );
  });
});
