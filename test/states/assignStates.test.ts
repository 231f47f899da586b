import { describe, expect, it } from 'vitest';
import { assignStates } from '../../src/states/assignStates.js';
import type { FeatureStates } from '../../src/states/featureStates.js';

const of = (centres: readonly number[], log: boolean): FeatureStates => ({
  columns: [{ name: 'lactate', log, mean: 0, scale: 1 }],
  missing: 'mean',
  centres: centres.map((centre) => [centre]),
});

describe('assignStates', () => {
  it('takes the first of centres that are as near, whatever row came before', () => {
    expect([...assignStates(of([0, 2], false), Float64Array.of(2, 1, 0, 1))]).toEqual([1, 0, 0, 0]);
  });

  it('takes the logarithm where the states were made of it', () => {
    // ln 5 = 1.6 is nearer to 0 than to ln 100 = 4.6.
    const values = Float64Array.of(5, 60);
    expect([...assignStates(of([0, Math.log(100)], true), values)]).toEqual([0, 1]);
    expect([...assignStates(of([0, Math.log(100)], false), values)]).toEqual([1, 1]);
  });

  it('takes a missing value for the mean', () => {
    expect([...assignStates(of([-3, 0.5, 3], false), Float64Array.of(NaN))]).toEqual([1]);
  });
});
