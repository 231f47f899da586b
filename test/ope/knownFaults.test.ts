import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { drawCounts } from '../../src/core/random/drawCounts.js';
import { estimateIntervals } from '../../src/ope/intervals/estimateIntervals.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { findEstimator } from '../../src/ope/estimators/registry.js';
import { type CountedLog, wholeLog } from '../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../src/ope/study/study.js';
import { directMethodInfinite } from '../support/opeOracle/directMethod.js';
import { fittedValues, wdr } from '../support/opeOracle/doublyRobust.js';
import { wpdis } from '../support/opeOracle/importanceSampling.js';
import { magic } from '../support/opeOracle/magic.js';
import type { Problem } from '../support/opeOracle/problem.js';
import { withEpisodes } from '../support/opeOracle/problem.js';
import { toPolicy, toTrajectories } from '../support/opeOracle/toTrajectories.js';
import { workedActionValues, workedLog, workedTarget, workedTrajectories } from '../support/opeOracle/workedLog.js';
import { withActionValues } from './estimators/oracleSample.js';

const study = prepareStudy(workedTrajectories, workedTarget, { discount: workedLog.discount });
const sample = wholeLog(study);

function estimate(name: string, of: CountedLog = sample): number {
  return findEstimator(name).estimate(of, createRng(1));
}

/** Episodes of one state and action each, as state, action, reward, next state. */
function logOf(
  rows: readonly (readonly (readonly [number, number, number, number])[])[],
  options: Partial<Problem> = {},
): Problem {
  return {
    nStates: 3,
    nActions: 2,
    episodes: rows.map((steps) => ({
      steps: steps.map(([s, a, r, next]) => ({ s, a, r, next })),
      terminated: true,
    })),
    propensity: rows.map((steps) => steps.map(() => 0.5)),
    target: [
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    discount: 1,
    horizon: 3,
    ...options,
  };
}

function sampleOf(problem: Problem): CountedLog {
  const { discount, horizon, target } = problem;
  return wholeLog(prepareStudy(toTrajectories(problem), toPolicy(target), { discount, horizon }));
}

// The faults of intervals from terms are named in intervals/: width that grows with n, a range taken from the
// observed maximum, a two-sided t with the one-sided quantile.
describe('faults seen in public libraries', () => {
  it('a normaliser or a fitted Q that is frozen in the bootstrap', () => {
    const estimated = ['wpdis', 'wdr'].map((name) => ({
      estimator: findEstimator(name),
      value: estimate(name),
      statistics: new Float64Array(0),
    }));
    const replicates = 40;
    const rng = createRng(3);
    const found = estimateIntervals(rng, sample, estimated, { replicates, level: 0.5 });
    // The same resamples with repeats written out, everything computed anew for each by the second implementation.
    const counts = new Float64Array(3);
    const values = Array.from({ length: replicates }, (_, b) => {
      drawCounts(rng.fork('bootstrap', b), counts);
      const chosen = Array.from(counts).flatMap((times, e) => new Array<number>(times).fill(e));
      const repeated = withEpisodes(workedLog, chosen);
      return [wpdis(repeated), wdr(repeated, fittedValues(repeated))];
    });
    found.forEach(({ value }, k) => {
      const sorted = values.map((row) => row[k]).sort((x, y) => x - y);
      // Type-7 quantiles at 1/4 and 3/4 of 40 values: 9.75 and 29.25 places above the first.
      const at = (place: number): number =>
        sorted[Math.floor(place)] + (place % 1) * (sorted[Math.floor(place) + 1] - sorted[Math.floor(place)]);
      expect(value).toMatchObject({
        interval: { lower: expect.closeTo(at(9.75), 12) as number, upper: expect.closeTo(at(29.25), 12) as number },
      });
    });
  });

  it('V(s_0) left out of wdr', () => {
    // One step, no reward, Q(0, 0) = 3, Q(0, 1) = 1, action 1 taken: 1 · (0 − 1) + V(s_0) = −1 + 2.
    const problem = logOf([[[0, 1, 0, 1]]], { horizon: 1 });
    const values = [
      [
        [3, 1],
        [0, 0],
        [0, 0],
      ],
    ];
    expect(estimate('wdr', withActionValues(sampleOf(problem), problem, values))).toBeAllClose(1);
  });

  it('a log-likelihood used as a probability', () => {
    const propensity = workedTrajectories.propensity.map(Math.log);
    expect(() => prepareStudy({ ...workedTrajectories, propensity }, workedTarget)).toThrow(
      /propensity must be in \(0, 1\], got -0.287/,
    );
  });

  it('the observation in place of the next one in fitted Q evaluation', () => {
    // 0 → 1 → end with rewards 0 and 8: looking at 0 itself again would never find the 8.
    const problem = logOf(
      [
        [
          [0, 0, 0, 1],
          [1, 0, 8, 2],
        ],
      ],
      {
        horizon: 2,
        target: [
          [1, 0],
          [1, 0],
          [1, 0],
        ],
      },
    );
    expect(estimate('dm', sampleOf(problem))).toBe(8);
  });

  it('a log cut into episodes of one length', () => {
    const problem = logOf([
      [[0, 0, 1, 1]],
      [
        [1, 1, 2, 2],
        [2, 0, 3, 0],
        [0, 0, 4, 0],
      ],
      [
        [0, 1, 5, 1],
        [1, 0, 6, 1],
      ],
    ]);
    expect(estimate('is', sampleOf(problem))).toBeAllClose((1 + 9 + 11) / 3);
  });

  it('denominators that drop ended trajectories', () => {
    // Weights: 2 ends at once; 1 goes on and earns 6 at the second step. Its share there is 1 / 3, not 1.
    const problem = logOf(
      [
        [[0, 0, 0, 1]],
        [
          [1, 0, 0, 2],
          [2, 0, 6, 2],
        ],
      ],
      {
        target: [
          [1, 0],
          [0.5, 0.5],
          [0.5, 0.5],
        ],
      },
    );
    expect(estimate('wpdis', sampleOf(problem))).toBeAllClose(2);
  });

  it('an elementwise square for b bᵀ in magic, and Ω without its factor', () => {
    // Twenty of each episode, so that the bias of the model shows beside the spread of the log.
    const repeated = withEpisodes(
      workedLog,
      Array.from({ length: 60 }, (_, e) => e % 3),
    );
    const given = withActionValues(sampleOf(repeated), repeated, workedActionValues);
    const { omega, bias, interval, share, g } = findEstimator('magic').details!(given, createRng(1)) as Record<
      string,
      number[]
    >;
    const oracle = magic(repeated, workedActionValues, [interval[0], interval[1]]);
    expect(omega).toBeAllClose(oracle.covariance.flat());
    expect(bias.filter((b) => b > 0).length).toBeGreaterThan(1);
    expect(g.reduce((sum, value, j) => sum + value * share[j], 0)).toBeAllClose(oracle.value, {
      rtol: 1e-6,
      atol: 1e-6,
    });
  });

  it('a ridge in dualdice', () => {
    // At discount .999 the matrix is nearly singular, and any ridge shows in the value.
    const problem = logOf(
      [
        [
          [0, 0, 1, 1],
          [1, 1, 0, 0],
          [0, 1, 2, 1],
        ],
        [
          [1, 0, 1, 0],
          [0, 0, 0, 0],
        ],
      ],
      {
        discount: 0.999,
      },
    );
    const unending = { ...problem, episodes: problem.episodes.map((episode) => ({ ...episode, terminated: false })) };
    const value = directMethodInfinite(unending);
    expect(value).toBeGreaterThan(500);
    expect(estimate('dualdice', sampleOf(unending))).toBeAllClose(value, { rtol: 1e-9, atol: 0 });
  });

  it('NaN when nothing matches', () => {
    const problem = logOf([[[0, 0, 1, 1]]], {
      target: [
        [0, 1],
        [1, 0],
        [1, 0],
      ],
    });
    const log = toTrajectories(problem);
    for (const name of ['is', 'wis', 'pdis', 'wpdis', 'dr', 'wdr', 'magic', 'cdf'])
      expect(() => offPolicyEvaluation(createRng(1), log, toPolicy(problem.target), { estimators: [name] })).toThrow(
        'some episode must agree with the target policy to its end, got none of 1 - soften the target policy',
      );
    const { estimates } = offPolicyEvaluation(createRng(1), log, toPolicy(problem.target), {
      estimators: ['wis', 'mis', 'on-policy'],
      interval: false,
    });
    expect(estimates.map(({ value, fault }) => [value, fault !== undefined])).toEqual([
      [undefined, true],
      [undefined, true],
      [1, false],
    ]);
  });

  it('the action column read as the state', () => {
    // State 2 with action 0: the target takes it always, the log half of the time; state 0 with action 2 does not
    // exist.
    const problem = logOf([[[2, 0, 3, 1]]], {
      target: [
        [0, 1],
        [0, 1],
        [1, 0],
      ],
      horizon: 1,
    });
    expect(estimate('is', sampleOf(problem))).toBeAllClose(6);
  });
});
