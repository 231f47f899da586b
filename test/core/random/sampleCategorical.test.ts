import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Rng, createRng } from '../../../src/core/random/rng.js';
import { sampleCategorical } from '../../../src/core/random/sampleCategorical.js';
import { dyadicVector, probabilityVector } from '../../support/generators.js';
import { hoeffdingBound } from '../../support/statistics.js';

const at = (u: number): Rng => ({ uniform: () => u }) as Rng;
const size = fc.integer({ min: 1, max: 9 });

describe('sampleCategorical', () => {
  it('cuts the unit interval in the order of the outcomes', () => {
    const p = [0.25, 0, 0.5, 0.25];
    const draws = [0, 0.24, 0.25, 0.74, 0.75, 0.99].map((u) => sampleCategorical(at(u), p));
    expect(draws).toEqual([0, 0, 2, 2, 3, 3]);
  });

  test.prop([size.chain(dyadicVector)])('gives each outcome its share of the unit interval', (p) => {
    const count = new Float64Array(p.length);
    for (let i = 0; i < 16; i++) count[sampleCategorical(at((i + 0.5) / 16), p)] += 1 / 16;
    expect(count).toEqual(p);
  });

  test.prop([size.chain(probabilityVector), fc.constantFrom(0, 2 ** -53, 0.5, 1 - 2 ** -53)])(
    'never draws an outcome of probability zero',
    (p, u) => {
      expect(p[sampleCategorical(at(u), p)]).toBeGreaterThan(0);
    },
  );

  it('gives what rounding leaves of the interval to the last possible outcome', () => {
    // Ten times 0.1 adds up to less than 1 in floating point, and a sum may be 1e-9 short.
    expect(sampleCategorical(at(1 - 2 ** -53), [...new Array<number>(10).fill(0.1), 0, 0])).toBe(9);
    expect(sampleCategorical(at(1 - 1e-10), [0.5, 0.5 - 9e-10, 0])).toBe(1);
  });

  it('draws with the frequencies asked for', () => {
    // Finds any outcome whose probability is off by 0.014.
    const p = Float64Array.of(0.4, 0, 0.3, 0.05, 0.25, 0);
    const n = 200_000;
    const frequency = new Float64Array(p.length);
    const rng = createRng(12);
    for (let i = 0; i < n; i++) frequency[sampleCategorical(rng, p)] += 1 / n;
    expect(frequency).toBeAllClose(p, { rtol: 0, atol: hoeffdingBound(n, 1, 1e-6, p.length) });
  });
});
