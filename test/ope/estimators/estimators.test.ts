import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { findEstimator } from '../../../src/ope/estimators/registry.js';
import { type CountedLog, wholeLog } from '../../../src/ope/study/countedLog.js';
import { weightTotals } from '../../../src/ope/study/weightTotals.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { withCountedBehaviour } from '../../support/opeOracle/countedBehaviour.js';
import { directMethod, directMethodInfinite, fittedQEvaluation } from '../../support/opeOracle/directMethod.js';
import { crossFittedValues, dr, fittedValues, recursiveDr, wdr } from '../../support/opeOracle/doublyRobust.js';
import { dualDice } from '../../support/opeOracle/dualDice.js';
import { type TinyMdp, allEpisodes, expectation, problemOf, trueValue } from '../../support/opeOracle/enumeration.js';
import { actionValuesFor, loggedProblem } from '../../support/opeOracle/generators.js';
import { is, onPolicy, pdis, wis, wpdis } from '../../support/opeOracle/importanceSampling.js';
import { magic } from '../../support/opeOracle/magic.js';
import { mis } from '../../support/opeOracle/marginalised.js';
import type { Problem } from '../../support/opeOracle/problem.js';
import {
  conditionalValueAtRisk,
  distributionQuantile,
  distributionVariance,
  returnDistribution,
} from '../../support/opeOracle/returnDistribution.js';
import { toPolicy, toTrajectories } from '../../support/opeOracle/toTrajectories.js';
import {
  workedActionValues,
  workedLog,
  workedResults,
  workedTarget,
  workedTrajectories,
} from '../../support/opeOracle/workedLog.js';
import { resampled, withActionValues } from './oracleSample.js';

const TOLERANCE = { rtol: 1e-10, atol: 1e-10 };

function estimate(name: string, sample: CountedLog): number {
  return findEstimator(name).estimate(sample, createRng(1));
}

describe('the worked log', () => {
  const study = prepareStudy(workedTrajectories, workedTarget, { discount: workedLog.discount });
  const sample = wholeLog(study);

  it.each([
    ['on-policy', workedResults.onPolicy],
    ['is', workedResults.is],
    ['wis', workedResults.wis],
    ['pdis', workedResults.pdis],
    ['wpdis', workedResults.wpdis],
    ['mis', workedResults.mis],
    ['dm', workedResults.dm],
    ['dm-infinite', workedResults.dmInfinite],
    ['dualdice', workedResults.dualDice],
    ['cdf', workedResults.wis],
  ])('%s', (name, expected) => {
    expect(estimate(name, sample)).toBeAllClose(expected);
  });

  it('dr and wdr with the values beside it', () => {
    const given = withActionValues(sample, workedLog, workedActionValues);
    expect(estimate('dr', given)).toBeAllClose(workedResults.dr);
    expect(estimate('wdr', given)).toBeAllClose(workedResults.wdr);
  });
});

/** Name, the second implementation, and what the problem must be for it to apply. */
const ORACLES: readonly (readonly [string, (problem: Problem) => number])[] = [
  ['on-policy', onPolicy],
  ['is', is],
  ['wis', wis],
  ['pdis', pdis],
  ['wpdis', wpdis],
  ['mis', mis],
  ['dm', directMethod],
  ['dr', (problem) => dr(problem, fittedValues(problem))],
  ['wdr', (problem) => wdr(problem, fittedValues(problem))],
  ['cdf', wis],
];

/** A problem with the times each episode is taken in a resample; the first, which has weight, is always in it. */
const resample = loggedProblem({ minEpisodes: 2 }).chain((logged) =>
  fc.tuple(
    fc.constant(logged),
    fc
      .array(fc.nat({ max: 2 }), {
        minLength: logged.problem.episodes.length,
        maxLength: logged.problem.episodes.length,
      })
      .map((counts) => [counts[0] + 1, ...counts.slice(1)]),
  ),
);

describe.each(ORACLES)('%s', (name, oracle) => {
  test.prop([resample])('equals the second implementation on resamples', ([logged, counts]) => {
    const { problem, trajectories, target } = logged;
    const study = prepareStudy(trajectories, target, { discount: problem.discount });
    const { sample, repeated } = resampled(study, problem, counts);
    expect(estimate(name, sample)).toBeAllClose(oracle(repeated), TOLERANCE);
  });

  test.prop([resample])('counts the behaviour anew in each resample', ([logged, counts]) => {
    const { problem, trajectories, target } = logged;
    const study = prepareStudy(trajectories, target, { discount: problem.discount, behaviour: 'estimated' });
    const { sample, repeated } = resampled(study, problem, counts);
    expect(estimate(name, sample)).toBeAllClose(oracle(withCountedBehaviour(repeated)), TOLERANCE);
  });
});

test.prop([loggedProblem({ discounts: [0.3, 0.9] })])('dm-infinite and dualdice equal theirs', (logged) => {
  const { problem, trajectories, target } = logged;
  const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
  expect(estimate('dm-infinite', sample)).toBeAllClose(directMethodInfinite(problem), TOLERANCE);
  const { value, unseen } = dualDice(problem);
  expect(estimate('dualdice', sample)).toBeAllClose(value, TOLERANCE);
  const details = findEstimator('dualdice').details!(sample, createRng(1));
  expect(details.unseenOccupancy as number).toBeAllClose(unseen, TOLERANCE);
});

test.prop([
  loggedProblem({ minEpisodes: 2 }).chain((logged) =>
    fc.tuple(fc.constant(logged), actionValuesFor(logged.problem), fc.integer({ min: 2, max: 3 })),
  ),
])('dr and wdr with any values, and cross-fitted', ([logged, q, folds]) => {
  const { problem, trajectories, target } = logged;
  const { discount } = problem;
  const given = withActionValues(wholeLog(prepareStudy(trajectories, target, { discount })), problem, q);
  expect(estimate('dr', given)).toBeAllClose(
    recursiveDr(problem, () => q),
    TOLERANCE,
  );
  expect(estimate('wdr', given)).toBeAllClose(
    wdr(problem, () => q),
    TOLERANCE,
  );
  const crossFit = Math.min(folds, problem.episodes.length);
  const crossed = wholeLog(prepareStudy(trajectories, target, { discount, crossFit }));
  const values = crossFittedValues(
    problem,
    problem.episodes.map((_, e) => e % crossFit),
  );
  expect(estimate('dr', crossed)).toBeAllClose(dr(problem, values), TOLERANCE);
  expect(estimate('wdr', crossed)).toBeAllClose(wdr(problem, values), TOLERANCE);
});

test.prop([
  loggedProblem({ minEpisodes: 2 }).chain((logged) => fc.tuple(fc.constant(logged), actionValuesFor(logged.problem))),
])('magic equals the second implementation, its interval taken over', ([logged, q]) => {
  const { problem, trajectories, target } = logged;
  const whole = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
  const sample = withActionValues(whole, problem, q);
  const details = findEstimator('magic').details!(sample, createRng(1)) as {
    g: number[];
    omega: number[];
    interval: [number, number];
    bias: number[];
    share: number[];
  };
  const oracle = magic(problem, q, details.interval);
  expect(details.g).toBeAllClose(oracle.g, TOLERANCE);
  expect(details.omega).toBeAllClose(oracle.covariance.flat(), TOLERANCE);
  expect(details.bias).toBeAllClose(oracle.bias, TOLERANCE);
  expect(details.share.reduce((a, b) => a + b)).toBeAllClose(1);
  // The blend may not be unique; its error is. The matrix is as small as its ridge allows.
  const error = (x: readonly number[]): number =>
    x.reduce(
      (sum, a, k) =>
        sum + x.reduce((part, b, l) => part + a * b * (oracle.covariance[k][l] + oracle.bias[k] * oracle.bias[l]), 0),
      0,
    );
  const size = oracle.covariance.reduce((sum, row, k) => sum + row[k] + oracle.bias[k] ** 2, 0);
  expect(error(details.share)).toBeAllClose(error(oracle.x), { rtol: 1e-6, atol: 1e-8 * size });
  expect(estimate('magic', sample)).toBeAllClose(
    details.share.reduce((sum, x, j) => sum + x * details.g[j], 0),
    TOLERANCE,
  );
});

test.prop([loggedProblem()])('cdf: variance, quantiles and tails', (logged) => {
  const { problem, trajectories, target } = logged;
  const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
  const { names, compute } = findEstimator('cdf').statistics!;
  const found = new Map(Array.from(compute(sample), (value, k) => [names[k], value]));
  const atoms = returnDistribution(problem);
  expect(found.get('variance')).toBeAllClose(distributionVariance(atoms), TOLERANCE);
  for (const share of [0.05, 0.25, 0.5, 0.75, 0.95])
    expect(found.get(`quantile ${share}`)).toBeAllClose(distributionQuantile(atoms, share), TOLERANCE);
  for (const share of [0.05, 0.1, 0.25])
    expect(found.get(`CVaR ${share}`)).toBeAllClose(conditionalValueAtRisk(atoms, share), TOLERANCE);
});

describe('identities', () => {
  test.prop([loggedProblem()])('on the behaviour policy all weights are 1, exactly', (logged) => {
    const { problem, trajectories, behaviour } = logged;
    const sample = wholeLog(prepareStudy(trajectories, behaviour, { discount: problem.discount }));
    expect(Array.from(sample.weights().weight).every((w) => w === 1)).toBe(true);
    for (const name of ['is', 'wis', 'pdis', 'wpdis'])
      expect(estimate(name, sample)).toBeAllClose(estimate('on-policy', sample));
  });

  test.prop([loggedProblem()])('with a reward at the end alone is = pdis', (logged) => {
    const { problem, trajectories, target } = logged;
    const last = new Set(Array.from(trajectories.episodeStart, (start) => start - 1));
    const reward = trajectories.reward.map((r, i) => (last.has(i) ? r : 0));
    const sample = wholeLog(prepareStudy({ ...trajectories, reward }, target, { discount: problem.discount }));
    expect(estimate('pdis', sample)).toBeAllClose(estimate('is', sample));
  });

  test.prop([loggedProblem()])('with Q = 0 dr = pdis and wdr = wpdis', (logged) => {
    const { problem, trajectories, target } = logged;
    const zero = Array.from({ length: problem.horizon }, () =>
      Array.from({ length: problem.nStates }, () => new Array<number>(problem.nActions).fill(0)),
    );
    const whole = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
    const sample = withActionValues(whole, problem, zero);
    expect(estimate('dr', sample)).toBeAllClose(estimate('pdis', sample));
    expect(estimate('wdr', sample)).toBeAllClose(estimate('wpdis', sample));
  });

  test.prop([loggedProblem({ discounts: [0.3, 0.9] })])(
    'dm = FQE with H iterations; dm-infinite = dualdice',
    (logged) => {
      const { problem, trajectories, target } = logged;
      const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
      expect(estimate('dm', sample)).toBeAllClose(fittedQEvaluation(problem, problem.horizon), TOLERANCE);
      expect(estimate('dualdice', sample)).toBeAllClose(estimate('dm-infinite', sample), TOLERANCE);
    },
  );

  test.prop([loggedProblem({ maxHorizon: 1, seenOnly: true })])(
    'in one step, b counted: is = wis = dm = dr',
    (logged) => {
      const { problem, trajectories, target } = logged;
      const study = prepareStudy(trajectories, target, { discount: problem.discount, behaviour: 'estimated' });
      const sample = wholeLog(study);
      for (const name of ['is', 'wis', 'dr'])
        expect(estimate(name, sample)).toBeAllClose(estimate('dm', sample), TOLERANCE);
    },
  );

  test.prop([loggedProblem({ minEpisodes: 2 })])('the mean of the terms is the estimate', (logged) => {
    const { problem, trajectories, target } = logged;
    const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
    for (const name of ['on-policy', 'is', 'wis', 'pdis', 'wpdis', 'dr', 'wdr', 'cdf']) {
      const terms = findEstimator(name).terms!(sample);
      expect(terms.reduce((a, b) => a + b) / terms.length).toBeAllClose(estimate(name, sample), TOLERANCE);
    }
  });

  test.prop([loggedProblem({ minEpisodes: 3 })])('the terms of ratios are their influences', (logged) => {
    const { problem, trajectories, target } = logged;
    const study = prepareStudy(trajectories, target, { discount: problem.discount });
    const n = trajectories.nEpisodes;
    const whole = wholeLog(study);
    // The derivative of the estimate by the weight of an episode, the model held fixed: (terms − estimate) / n.
    for (const name of ['wis', 'wpdis', 'wdr', 'dr']) {
      const terms = findEstimator(name).terms!(whole);
      const value = estimate(name, whole);
      const step = 1e-6;
      for (let e = 0; e < n; e++) {
        const at = (change: number): number => {
          const count = new Float64Array(n).fill(1);
          count[e] += change;
          const { sample } = resampled(study, problem, []);
          const moved = { ...sample, count, size: n + change };
          const kept = { ...moved, stepTerms: whole.stepTerms, weights: whole.weights };
          return estimate(name, { ...kept, totals: () => totalsOf(kept) });
        };
        const slope = (at(step) - at(-step)) / (2 * step);
        expect((terms[e] - value) / n).toBeAllClose(slope, { rtol: 1e-6, atol: 1e-6 });
      }
    }
  });
});

function totalsOf({ study, count, weights }: Pick<CountedLog, 'study' | 'count' | 'weights'>): Float64Array {
  return weightTotals(study.log, weights(), count);
}

describe('by enumeration of all logs of a tiny process', () => {
  const mdp: TinyMdp = {
    transition: [
      [
        [0.25, 0.5, 0.25],
        [0.5, 0, 0.5],
      ],
      [
        [0, 0.25, 0.75],
        [0.5, 0.5, 0],
      ],
      [],
    ],
    reward: [
      [
        [1, -1, 2],
        [0, 0, -2],
      ],
      [
        [0, 0.5, 1],
        [-1, 3, 0],
      ],
      [],
    ],
    terminal: [false, false, true],
    initial: [0.75, 0.25, 0],
  };
  const behaviour = [
    [0.75, 0.25],
    [0.4, 0.6],
    [0.5, 0.5],
  ];
  const target = [
    [0.2, 0.8],
    [1, 0],
    [0.5, 0.5],
  ];
  const asked = { behaviour, target, discount: 0.9, horizon: 2 };
  const truth = trueValue(mdp, target, asked);
  const runs = allEpisodes(mdp, behaviour, 2);
  const sampleOf = (problem: Problem): CountedLog =>
    wholeLog(prepareStudy(toTrajectories(problem), toPolicy(target), { discount: 0.9, horizon: 2 }));
  const mean = (n: number, value: (sample: CountedLog, problem: Problem) => number): number =>
    expectation(runs, n, (episodes) => {
      const problem = problemOf(mdp, episodes, asked);
      return value(sampleOf(problem), problem);
    });
  // By the terms, as there is no estimate where no weight is positive to the end.
  const meanTerm =
    (name: string) =>
    (sample: CountedLog): number => {
      const terms = findEstimator(name).terms!(sample);
      return terms.reduce((a, b) => a + b) / terms.length;
    };
  const exact = { rtol: 0, atol: 1e-12 };

  it.each(['is', 'pdis'])('%s is unbiased', (name) => {
    expect(mean(1, meanTerm(name))).toBeAllClose(truth, exact);
    expect(mean(2, meanTerm(name))).toBeAllClose(truth, exact);
  });

  it('mis is unbiased', () => {
    // It is 0 where no first action agrees, and says so by an error.
    const value = (sample: CountedLog): number => (sample.ratios()[0] > 0 ? estimate('mis', sample) : 0);
    expect(mean(1, value)).toBeAllClose(truth, exact);
    const ofTwo = (sample: CountedLog): number =>
      Array.from(sample.study.log.episodeStart.subarray(0, 2)).some((i) => sample.ratios()[i] > 0)
        ? estimate('mis', sample)
        : 0;
    expect(mean(2, ofTwo)).toBeAllClose(truth, exact);
  });

  it('dr is unbiased with values fitted to nothing, and cross-fitted', () => {
    const q = [
      [
        [1, -2],
        [0.5, 3],
        [0, 0],
      ],
      [
        [0, 1],
        [2, -1],
        [0, 0],
      ],
    ];
    const terms = meanTerm('dr');
    const given = mean(1, (sample, problem) => terms(withActionValues(sample, problem, q)));
    expect(given).toBeAllClose(truth, exact);
    const crossed = expectation(runs, 2, (episodes) => {
      const log = toTrajectories(problemOf(mdp, episodes, asked));
      return terms(wholeLog(prepareStudy(log, toPolicy(target), { discount: 0.9, horizon: 2, crossFit: 2 })));
    });
    expect(crossed).toBeAllClose(truth, exact);
    // Fitted to the same episodes it is biased: the test would notice.
    expect(Math.abs(mean(2, terms) - truth)).toBeGreaterThan(1e-3);
  });

  it('weights have expectation 1', () => {
    const whole = mean(1, (sample) => sample.weights().whole[0]);
    expect(whole).toBeAllClose(1, exact);
  });
});
