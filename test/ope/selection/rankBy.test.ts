import { describe, expect, it } from 'vitest';
import { rankBy } from '../../../src/ope/selection/rankBy.js';
import { rankCorrelation } from '../../../src/ope/selection/rankCorrelation.js';
import { regretAt } from '../../../src/ope/selection/regretAt.js';

describe('rankBy', () => {
  it('shares the best rank among equals, and gives none where there is no score', () => {
    expect(rankBy([0.2, 0.5, undefined, 0.5])).toEqual([3, 1, undefined, 1]);
    expect(rankBy([undefined])).toEqual([undefined]);
  });
});

describe('estimates that rounding alone tells apart', () => {
  const estimates = [0.3, 0.1 + 0.2, 0.1];

  it('are equal in every measure of a ranking', () => {
    expect(estimates[1]).not.toBe(estimates[0]);
    expect(rankBy(estimates)).toEqual([1, 1, 3]);
    expect(rankCorrelation(estimates, [1, 1, 0])).toBeAllClose(1);
    // The first in the list is looked at.
    expect(regretAt(1, estimates, [5, 8, 6])).toBe(3);
  });
});
