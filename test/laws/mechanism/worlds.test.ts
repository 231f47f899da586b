import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { probabilityFault } from '../../../src/core/probability.js';
import { frequencyBound } from '../../../src/laws/frequencyBound.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';

describe('worlds', () => {
  test.prop([worlds(9)])('three distributions over the same outcomes', ({ p, q, r, outcomes }) => {
    for (const of of [p, q, r]) {
      expect(probabilityFault(of)).toBeUndefined();
      expect(of.reduce((a, b) => a + b)).toBeAllClose(1);
      expect(of).toHaveLength(outcomes.length);
    }
    expect(outcomes.length).toBeGreaterThanOrEqual(2);
    expect(outcomes.length).toBeLessThanOrEqual(9);
  });

  test('hold zeros, ties, extreme probabilities and large supports', () => {
    const sample = fc.sample(worlds(200), { numRuns: 300, seed: 1 });
    const share = (holds: (world: (typeof sample)[number]) => boolean): number =>
      sample.filter(holds).length / sample.length;
    expect(share(({ p }) => p.includes(0))).toBeGreaterThan(0.3);
    expect(share(({ p, q }) => p.some((value, k) => value > 0 && value === q[k]))).toBeGreaterThan(0.1);
    expect(share(({ p }) => p.some((value) => value > 0 && value < 1e-200))).toBeGreaterThan(0.1);
    expect(share(({ p }) => p.length > 100)).toBeGreaterThan(0.3);
    expect(share(({ p }) => p.every((value) => Number.isInteger(16 * value)))).toBeGreaterThan(0.2);
  });
});

test('frequencyBound is Hoeffding’s', () => {
  // 2 exp(−2 · 10,000 · bound²) · 3,600 = 1e-6
  const bound = frequencyBound(10_000, 3_600);
  expect(2 * Math.exp(-2 * 10_000 * bound ** 2) * 3_600).toBeAllClose(1e-6, { rtol: 1e-9, atol: 0 });
});
