import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { missingMass } from '../../../src/core/statistics/missingMass.js';
import { hoeffdingBound } from '../../support/statistics.js';

describe('missingMass', () => {
  // By hand: one outcome of two seen in both cases, with 1 / (1 · 2) of alpha shared by two sets.
  it.each([
    [0, 0, 5, 1],
    [7, 5, 5, 0],
    [2, 1, 2, 1 - Math.sqrt(0.05 / 4)],
    [3, 2, 4, 1 - Math.cbrt(0.05 / 6 / 6)],
  ])('of %d cases that show %d of %d is at most %d', (n, seen, possible, expected) => {
    expect(missingMass(n, seen, possible, 0.05)).toBeAllClose(expected);
  });

  it.each(['even', 'long tail'])('misses no more often than it says at any number of cases: %s', (kind) => {
    const [runs, longest, alpha, possible] = [2000, 60, 0.2, 12];
    const weights = Array.from({ length: possible }, (_, y) => (kind === 'even' ? 1 : 0.5 ** y));
    const total = weights.reduce((sum, w) => sum + w, 0);
    let missed = 0;
    for (let run = 0; run < runs; run++) {
      const rng = createRng(5).fork(run);
      const seen = new Set<number>();
      let mass = 1;
      for (let n = 1; n <= longest; n++) {
        let u = rng.uniform() * total;
        const y = weights.findIndex((w) => (u -= w) < 0);
        if (!seen.has(y)) mass -= weights[y] / total;
        seen.add(y);
        if (mass <= missingMass(n, seen.size, possible, alpha) + 1e-12) continue;
        missed += 1;
        break;
      }
    }
    expect(missed / runs).toBeLessThan(alpha + hoeffdingBound(runs, 1, 1e-6, 2));
  });

  it.each([
    [3, 4, 9, 0.1],
    [3, 0, 9, 0.1],
    [3, 3, 2, 0.1],
    [3, 2, 9, 0],
  ])('refuses %d cases that show %d of %d at %d', (n, seen, possible, alpha) => {
    expect(() => missingMass(n, seen, possible, alpha)).toThrow(/^missingMass: /);
  });
});
