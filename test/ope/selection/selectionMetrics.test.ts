import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { errorRates } from '../../../src/ope/selection/errorRates.js';
import { meanSquaredError } from '../../../src/ope/selection/meanSquaredError.js';
import { rankCorrelation } from '../../../src/ope/selection/rankCorrelation.js';
import { regretAt } from '../../../src/ope/selection/regretAt.js';
import { selectionMetrics } from '../../../src/ope/selection/selectionMetrics.js';
import { sharpeRatioAt } from '../../../src/ope/selection/sharpeRatioAt.js';

// By estimate: policies 1, 3, 0, 2 with true values 2, 7, 4, 9.
const estimates = [3, 8, 1, 5];
const truth = [4, 2, 9, 7];

describe('meanSquaredError', () => {
  it('is the mean of the squares', () => {
    expect(meanSquaredError(estimates, truth)).toBe((1 + 36 + 64 + 4) / 4);
    expect(meanSquaredError(Float64Array.of(0.5), Float64Array.of(0.5))).toBe(0);
  });
});

describe('regretAt', () => {
  it('falls from the loss of the favourite to 0', () => {
    expect([1, 2, 3, 4].map((k) => regretAt(k, estimates, truth))).toEqual([7, 2, 2, 0]);
  });

  it('loses nothing where k is beyond the number of policies', () => {
    expect(regretAt(9, estimates, truth)).toBe(0);
  });

  it('takes the first of equal estimates', () => {
    expect(regretAt(1, [1, 1, 0], [2, 5, 6])).toBe(4);
    expect(regretAt(1, [1, 1, 0], [5, 2, 6])).toBe(1);
    expect(regretAt(2, [1, 1, 0], [2, 5, 6])).toBe(1);
  });
});

describe('errorRates', () => {
  it('counts the bad that are accepted and the good that are not', () => {
    // Below 5: policies 0 and 1, of which 1 is accepted. At least 5: 2 and 3, of which 2 is turned down.
    expect(errorRates(estimates, truth, 5)).toEqual({ typeI: 1 / 2, typeII: 1 / 2 });
    // Below 8: 0, 1 and 3, of which 1 is accepted. At least 8: 2, turned down.
    expect(errorRates(estimates, truth, 8)).toEqual({ typeI: 1 / 3, typeII: 1 });
    expect(errorRates([1, 3, 0, 4], [0, 5, 2, 1], 2)).toEqual({ typeI: 0.5, typeII: 0.5 });
  });

  it('takes what is equal to the threshold to reach it', () => {
    expect(errorRates([2, 2, 1], [2, 1, 2], 2)).toEqual({ typeI: 1, typeII: 1 / 2 });
  });

  it('has no rate where there is nothing to be wrong about', () => {
    expect(errorRates(estimates, truth, 0)).toEqual({ typeI: null, typeII: 0 });
    expect(errorRates(estimates, truth, 10)).toEqual({ typeI: 0, typeII: null });
  });
});

describe('sharpeRatioAt', () => {
  it('counts the behaviour policy as a further member', () => {
    // Members 2, 7 and 3: mean 4, squares 4 + 9 + 1, best 7.
    expect(sharpeRatioAt(2, estimates, truth, 3)).toBeAllClose((7 - 3) / Math.sqrt(14 / 3));
    // Members 2, 7, 4, 9 and 3: mean 5, squares 9 + 4 + 1 + 16 + 4, best 9; the same beyond their number.
    expect(sharpeRatioAt(4, estimates, truth, 3)).toBeAllClose((9 - 3) / Math.sqrt(34 / 5));
    expect(sharpeRatioAt(9, estimates, truth, 3)).toBeAllClose((9 - 3) / Math.sqrt(34 / 5));
    expect(sharpeRatioAt(2, [3, 2, 1], [4, 1, 9], 1)).toBeAllClose(3 / Math.SQRT2);
  });

  it('is 2 or 0 at k = 1, and 0 where no member is better than the behaviour policy', () => {
    expect(sharpeRatioAt(1, estimates, truth, 1.5)).toBeAllClose(2);
    expect(sharpeRatioAt(1, estimates, truth, 2.5)).toBe(0);
    expect(sharpeRatioAt(4, estimates, truth, 9)).toBe(0);
  });

  it('is not defined where nothing is risked', () => {
    expect(sharpeRatioAt(1, estimates, truth, 2)).toBeNull();
    // Three times .1 has a mean that is not .1.
    expect(sharpeRatioAt(2, [3, 2, 1], [0.1, 0.1, 5], 0.1)).toBeNull();
  });
});

describe('selectionMetrics', () => {
  it('is all of them', () => {
    expect(selectionMetrics(estimates, truth, { k: 2, threshold: 8, behaviourValue: 3 })).toEqual({
      meanSquaredError: 26.25,
      rankCorrelation: rankCorrelation(estimates, truth),
      regret: 2,
      typeI: 1 / 3,
      typeII: 1,
      sharpeRatio: sharpeRatioAt(2, estimates, truth, 3),
    });
  });

  it.each<[string, () => unknown, string]>([
    [
      'no policies',
      () => meanSquaredError([], []),
      'meanSquaredError: every policy must have an estimate and a true value, got 0 and 0',
    ],
    [
      'a length that differs',
      () => rankCorrelation([1, 2], [1]),
      'rankCorrelation: every policy must have an estimate and a true value, got 2 and 1',
    ],
    [
      'an estimate that is none',
      () => regretAt(1, [1, NaN], [1, 2]),
      'regretAt: estimate of policy 1 must be finite, got NaN - leave the policy out',
    ],
    [
      'an infinite true value',
      () => errorRates([1], [Infinity], 0),
      'errorRates: true value of policy 0 must be finite, got Infinity - leave the policy out',
    ],
    ['a threshold that is none', () => errorRates([1], [1], NaN), 'errorRates: threshold must be finite, got NaN'],
    ['a k of 0', () => regretAt(0, [1], [1]), 'regretAt: k must be an integer ≥ 1, got 0'],
    ['half a policy', () => sharpeRatioAt(1.5, [1], [1], 0), 'sharpeRatioAt: k must be an integer ≥ 1, got 1.5'],
    [
      'no value of the behaviour policy',
      () => sharpeRatioAt(1, [1], [1], NaN),
      'sharpeRatioAt: value of the behaviour policy must be finite, got NaN',
    ],
  ])('refuses %s', (_, call, message) => {
    expect(call).toThrow(new ArgumentError(message));
  });
});
