import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { logChoose } from '../../../src/core/statistics/logFactorial.js';
import { shareInterval } from '../../../src/core/statistics/shareInterval.js';
import { hoeffdingBound } from '../../support/statistics.js';

const cases = fc
  .record({ n: fc.integer({ min: 0, max: 3000 }), at: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ n, at }) => ({ n, k: Math.round(at * n) }));
const alphas = fc.constantFrom(0.3, 0.05, 1e-6, 1e-12);

/** ln of the share of the mixture's likelihood: p^k (1 − p)^(n − k) over the beta function. */
function logRatio(k: number, n: number, p: number): number {
  return (k && k * Math.log(p)) + (n - k && (n - k) * Math.log1p(-p)) + Math.log(n + 1) + logChoose(n, k);
}

/** Each pair of numbers is looked up again and again. */
function once<T>(f: (k: number, n: number) => T): (k: number, n: number) => T {
  const found = new Map<number, T>();
  return (k, n) => {
    const key = n * 1000 + k;
    if (!found.has(key)) found.set(key, f(k, n));
    return found.get(key)!;
  };
}

describe('shareInterval', () => {
  // By hand: p ≥ 0.05 / 2 for one hit in one case; (1 − p)^9 ≥ 0.05 / 10 for none in nine.
  it.each([
    [0, 0, 0, 1],
    [1, 1, 0.025, 1],
    [0, 1, 0, 0.975],
    [0, 9, 0, 1 - 0.005 ** (1 / 9)],
    [9, 9, 0.005 ** (1 / 9), 1],
  ])('of %d in %d is [%d, %d]', (k, n, lower, upper) => {
    expect(Object.values(shareInterval(k, n, 0.05))).toBeAllClose([lower, upper]);
  });

  test.prop([cases, alphas])('ends where the likelihood has fallen to alpha of the mixture', ({ k, n }, alpha) => {
    const { lower, upper } = shareInterval(k, n, alpha);
    if (k > 0) expect(logRatio(k, n, lower)).toBeAllClose(Math.log(alpha), { rtol: 1e-9, atol: 1e-9 });
    else expect(lower).toBe(0);
    // Next to 1 a float has few digits of what is left.
    if (k === n) expect(upper).toBe(1);
    else if (upper < 0.999) expect(logRatio(k, n, upper)).toBeAllClose(Math.log(alpha), { rtol: 1e-9, atol: 1e-9 });
  });

  test.prop([cases, alphas])(
    'holds the share itself, and is that of the misses the other way round',
    ({ k, n }, alpha) => {
      const { lower, upper } = shareInterval(k, n, alpha);
      if (n > 0) expect(lower <= k / n && k / n <= upper).toBe(true);
      const misses = shareInterval(n - k, n, alpha);
      expect([1 - misses.upper, 1 - misses.lower]).toBeAllClose([lower, upper], { atol: 1e-12 });
    },
  );

  test.prop([cases])('is the wider the surer it is to be', ({ k, n }) => {
    const [sure, surer] = [0.1, 0.001].map((alpha) => shareInterval(k, n, alpha));
    expect(surer.lower <= sure.lower && surer.upper >= sure.upper).toBe(true);
  });

  it('misses no more often than it says, though one stops as soon as it does', () => {
    const [runs, longest, alpha, p] = [1000, 150, 0.1, 0.3];
    const holds = once((k: number, n: number) => {
      const { lower, upper } = shareInterval(k, n, alpha);
      return p >= lower && p <= upper;
    });
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      const rng = createRng(3).fork(run);
      for (let n = 1, k = 0; n <= longest; n++) {
        k += rng.uniform() < p ? 1 : 0;
        if (holds(k, n)) continue;
        missed += 1;
        break;
      }
    }
    // The interval of Clopper & Pearson, for n settled beforehand, does so in about 45 % of such runs.
    expect(missed / runs).toBeLessThan(alpha + hoeffdingBound(runs, 1, 1e-6));
    expect(missed).toBeGreaterThan(0);
  });

  it.each([
    [2, 1, 0.05],
    [-1, 1, 0.05],
    [0.5, 1, 0.05],
    [1, 2, 0],
    [1, 2, 1],
  ])('refuses %d of %d at %d', (k, n, alpha) => {
    expect(() => shareInterval(k, n, alpha)).toThrow(/^shareInterval: /);
  });
});
