import { expect, it } from 'vitest';
import { findEstimator } from '../../../src/ope/estimators/registry.js';
import { rankingRefusal } from '../../../src/ope/selection/rankingRefusal.js';

const refusal = (name: string, effectiveSampleSize: number, shareHeld: number): string | undefined =>
  rankingRefusal(findEstimator(name), { effectiveSampleSize, shareHeld });

it('refuses weighted lower ends on few runs, and of runs that the log does not hold', () => {
  for (const name of ['wis', 'dr', 'is', 'cdf']) {
    expect(refusal(name, 50, 0.8)).toBeUndefined();
    expect(refusal(name, 49.9, 1)).toMatch(/below 50/);
    expect(refusal(name, 500, 0.79)).toMatch(/less than 80 %/);
  }
  // A model has no weights, and cis counts what is missing.
  for (const name of ['dm', 'cis', 'on-policy']) expect(refusal(name, 1, 0)).toBeUndefined();
});
