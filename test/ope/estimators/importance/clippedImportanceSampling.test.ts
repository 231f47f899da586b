import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/random/rng.js';
import { clippedImportanceSampling as cis } from '../../../../src/ope/estimators/importance/clippedImportanceSampling.js';
import { guardEstimator } from '../../../../src/ope/estimators/guardEstimator.js';
import { type IntervalOptions, estimateIntervals } from '../../../../src/ope/intervals/estimateIntervals.js';
import { takeSample, wholeLog } from '../../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../../src/ope/study/study.js';
import { logWithRatios } from '../../../support/extremeLog.js';
import { loggedProblem } from '../../../support/opeOracle/generators.js';
import { mean, returnOf } from '../../../support/opeOracle/problem.js';
import { lastWeight } from '../../../support/opeOracle/weights.js';
import { workedLog, workedTarget, workedTrajectories } from '../../../support/opeOracle/workedLog.js';
import { resampled } from '../oracleSample.js';

const study = prepareStudy(workedTrajectories, workedTarget, {
  discount: workedLog.discount,
  returnRange: [-2, 4],
});

describe('cis', () => {
  it('is as by hand on the worked log', () => {
    // Weights 4/9, 8/3, 2; returns 1/2, 11/4, 1; r_min = −2.
    const value = -2 + ((4 / 9) * 2.5 + (8 / 3) * 4.75 + 2 * 3) / 3;
    expect(cis.estimate(wholeLog(study), createRng(1))).toBeAllClose(value);
    // The second episode twice, the first never.
    const counted = takeSample(study, Float64Array.of(0, 2, 1));
    expect(cis.estimate(counted, createRng(1))).toBeAllClose(-2 + (2 * (8 / 3) * 4.75 + 2 * 3) / 3);
  });

  test.prop([loggedProblem({ minEpisodes: 2 })])('equals a second implementation on resamples', (logged) => {
    const { problem, trajectories, target } = logged;
    const prepared = prepareStudy(trajectories, target, { discount: problem.discount, returnRange: [-9, 9] });
    const { sample, repeated } = resampled(
      prepared,
      problem,
      problem.episodes.map((_, e) => e % 3),
    );
    const credited = repeated.episodes.map(
      (_, i) => Math.min(lastWeight(repeated, i), 20) * (returnOf(repeated, i) + 9),
    );
    expect(cis.estimate(sample, createRng(1))).toBeAllClose(mean(credited) - 9, { rtol: 1e-10, atol: 1e-10 });
  });

  it('holds weights of any size, and gives the least return where the log has no run of the policy', () => {
    const of = (...ratios: number[][]): number => {
      const { log, target } = logWithRatios(ratios, 1);
      const one = { ...log, reward: log.reward.map(() => 1) };
      return cis.estimate(wholeLog(prepareStudy(one, target, { returnRange: [-1, 1] })), createRng(1));
    };
    expect(of([600], [-300], [-Infinity], [-Infinity])).toBeAllClose(-1 + (20 * 2) / 4);
    expect(of([-Infinity], [-Infinity])).toBe(-1);
  });

  it('says what it needs', () => {
    const obstacle = (options: object): string | undefined =>
      cis.obstacle!(prepareStudy(workedTrajectories, workedTarget, { discount: 1 / 2, ...options }));
    expect(obstacle({ returnRange: [-2, 4] })).toBeUndefined();
    expect(obstacle({ returnRange: [-2, 4], behaviour: 'estimated' })).toMatch(/must be known, got estimated ones/);
    expect(obstacle({})).toMatch(/least possible return must be known, got none/);
    expect(obstacle({ returnRange: [0.75, 4] })).toMatch(
      /no return may lie below the least possible, 0.75, got 0.5 in the log/,
    );
    expect(() => obstacle({ returnRange: [1, 1] })).toThrow(
      /ope: returnRange: a range must have its least value below/,
    );
    const unranged = prepareStudy(workedTrajectories, workedTarget);
    expect(() => cis.estimate(wholeLog(unranged), createRng(1))).toThrow(
      /cis: the least possible return must be known/,
    );
  });
});

describe('intervals of cis', () => {
  const guarded = guardEstimator(cis);
  const interval = (options: IntervalOptions) => {
    const sample = wholeLog(study);
    const value = cis.estimate(sample, createRng(1));
    const [found] = estimateIntervals(
      createRng(1),
      sample,
      [{ estimator: guarded, value, statistics: new Float64Array() }],
      options,
    );
    if ('reason' in found.value) throw new Error(found.value.reason);
    return found.value.interval;
  };

  it.each(['t', 'bootstrap', 'bca', 'hoeffding', 'bernstein', 'betting'])('%s bounds from below alone', (method) => {
    const { lower, upper, warnings } = interval({ method, level: 0.5, replicates: 100 });
    expect(lower).toBeGreaterThanOrEqual(-2);
    expect(lower).toBeLessThan(cis.estimate(wholeLog(study), createRng(1)));
    expect(upper).toBe(4);
    expect(warnings).toContainEqual(expect.stringMatching(/bounds the value from below alone/));
  });

  it('by betting is of terms up to the clip times the range', () => {
    expect(cis.termRange!(study)).toEqual([-2, 118]);
  });

  it('has none by the weights alone', () => {
    expect(() => interval({ method: 'betting-weights' })).toThrow(/betting-weights is for/);
  });
});
