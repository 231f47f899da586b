import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../src/mdp/policy.js';
import { checkTrajectories } from '../../src/trajectories/checkTrajectories.js';
import { countedBehaviour, withCountedBehaviour } from './opeOracle/countedBehaviour.js';
import { censored, effectiveSize, largestShare, nWithWeight, supportViolations } from './opeOracle/diagnostics.js';
import {
  type ActionValues,
  directMethod,
  directMethodInfinite,
  fittedActionValues,
  fittedQEvaluation,
  stateValue,
} from './opeOracle/directMethod.js';
import { crossFittedValues, dr, drTerms, fittedValues, recursiveDr, wdr } from './opeOracle/doublyRobust.js';
import { dualDice } from './opeOracle/dualDice.js';
import { type TinyMdp, allEpisodes, expectation, problemOf, trueValue } from './opeOracle/enumeration.js';
import { reachesOnlySeen } from './opeOracle/fittedModel.js';
import { actionValuesFor, loggedProblem } from './opeOracle/generators.js';
import { is, isTerms, onPolicy, pdis, pdisTerms, wis, wpdis } from './opeOracle/importanceSampling.js';
import { allLengths, magic } from './opeOracle/magic.js';
import { mis } from './opeOracle/marginalised.js';
import { type Episode, type Problem, forEpisodes, mean, returnOf, withEpisodes } from './opeOracle/problem.js';
import {
  conditionalValueAtRisk,
  distributionMean,
  distributionQuantile,
  distributionVariance,
  returnDistribution,
} from './opeOracle/returnDistribution.js';
import { quadraticForm, simplexMinimum } from './opeOracle/simplexMinimum.js';
import { lastWeight, share, weight } from './opeOracle/weights.js';
import {
  workedActionValues,
  workedBehaviour,
  workedLog,
  workedResults,
  workedTarget,
  workedTrajectories,
} from './opeOracle/workedLog.js';

const workedValues = (): ActionValues => workedActionValues;

describe('the worked log', () => {
  it.each<[string, number, number]>([
    ['on-policy', onPolicy(workedLog), workedResults.onPolicy],
    ['is', is(workedLog), workedResults.is],
    ['wis', wis(workedLog), workedResults.wis],
    ['pdis', pdis(workedLog), workedResults.pdis],
    ['wpdis', wpdis(workedLog), workedResults.wpdis],
    ['dr', dr(workedLog, workedValues), workedResults.dr],
    ['recursive dr', recursiveDr(workedLog, workedValues), workedResults.dr],
    ['wdr', wdr(workedLog, workedValues), workedResults.wdr],
    ['mis', mis(workedLog), workedResults.mis],
    ['dm', directMethod(workedLog), workedResults.dm],
    ['FQE', fittedQEvaluation(workedLog, 3), workedResults.dm],
    ['dm-infinite', directMethodInfinite(workedLog), workedResults.dmInfinite],
    ['dualdice', dualDice(workedLog).value, workedResults.dualDice],
    ['largest share', largestShare(workedLog), workedResults.largestShare],
  ])('%s', (_, found, expected) => {
    expect(found).toBeAllClose(expected, { rtol: 1e-13, atol: 0 });
  });

  it('has these weights, returns and effective sizes', () => {
    workedResults.weights.forEach((row, i) => {
      expect([0, 1, 2].map((t) => weight(workedLog, i, t))).toBeAllClose(row);
    });
    expect(forEpisodes(workedLog, (i) => returnOf(workedLog, i))).toEqual(workedResults.returns);
    expect([0, 1, 2].map((t) => effectiveSize(workedLog, t))).toBeAllClose(workedResults.effectiveSizes);
    expect(nWithWeight(workedLog)).toBe(3);
    expect(censored(workedLog)).toEqual([]);
    expect(supportViolations(workedLog)).toEqual([]);
  });

  it('has this model', () => {
    // From 0: rewards (2, 2), always on to 1. From 1: action 0 pays 1/2 and returns to 0 half of the time, action 1
    // pays -1.
    const q = fittedActionValues(workedLog);
    expect(q[2].flat()).toEqual([2, 2, 1 / 2, -1]);
    expect(q[1].flat()).toEqual([2 - 1 / 8, 2 - 1 / 8, 1, -1]);
    expect(q[0].flat()).toEqual([2, 2, 1 / 2 + 15 / 32, -1]);
    expect(countedBehaviour(workedLog).flat()).toEqual([2 / 3, 1 / 3, 2 / 3, 1 / 3]);
    expect(dualDice(workedLog).unseen).toBe(0);
  });

  it('has this distribution of the return', () => {
    const atoms = returnDistribution(workedLog);
    expect(atoms.map(({ value }) => value)).toEqual([1 / 2, 1, 11 / 4]);
    expect(atoms.map((atom) => atom.share)).toBeAllClose([2 / 23, 9 / 23, 12 / 23]);
    expect(distributionMean(atoms)).toBeAllClose(43 / 23);
    expect(distributionVariance(atoms)).toBeAllClose(1827 / 2116);
    expect([0, 2 / 23, 0.4, 11 / 23, 0.5, 1].map((q) => distributionQuantile(atoms, q))).toEqual([
      1 / 2,
      1 / 2,
      1,
      1,
      11 / 4,
      11 / 4,
    ]);
    expect([1 / 23, 2 / 23, 1 / 2, 1].map((a) => conditionalValueAtRisk(atoms, a))).toBeAllClose([
      1 / 2,
      1 / 2,
      91 / 92,
      43 / 23,
    ]);
  });

  it('has these steps of magic', () => {
    const found = magic(workedLog, workedActionValues, [0.8, 0.83]);
    expect(found.g).toBeAllClose([2 / 3, 17 / 21, 1405 / 2436, workedResults.wdr]);
    expect(found.interval).toBeAllClose([0.8, workedResults.wdr]);
    expect(found.bias).toBeAllClose([0.8 - 2 / 3, 0, 0.8 - 1405 / 2436, 0]);
    // V_0 = (1/2, 1/2, 1) has variance 1/12 over n - 1, and its mean a third of that.
    expect(found.covariance[0][0]).toBeAllClose(1 / 36);
    // The contributions to g_-1 are (3, 3, 6) / 18, those to g_0 (13, 25, -4) / 42.
    expect(found.covariance[1][1]).toBeAllClose(
      (3 / 2) * ((13 / 42) ** 2 + (25 / 42) ** 2 + (4 / 42) ** 2 - (17 / 21) ** 2 / 3),
    );
    expect(found.covariance[0][1]).toBeAllClose(
      (3 / 2) * ((3 * 13 + 3 * 25 - 6 * 4) / 756 - ((2 / 3) * (17 / 21)) / 3),
    );
    expect(found.value).toBeAllClose(found.g.reduce((sum, g, k) => sum + g * found.x[k], 0));
  });

  it('has these weights of two lengths in magic, the first of them biased', () => {
    const found = magic(workedLog, workedActionValues, [0.8, 0.83], [-1, 0]);
    const first = 1 / 36 + (0.8 - 2 / 3) ** 2;
    const second = found.covariance[1][1];
    const both = found.covariance[0][1];
    // The minimum of first x^2 + 2 both x (1 - x) + second (1 - x)^2, which is inside for both < 0.
    const x = (second - both) / (first + second - 2 * both);
    // The ridge shifts it by about as much as it is.
    expect(found.x).toBeAllClose([x, 1 - x], { atol: 1e-9 });
    expect(found.value).toBeAllClose((x * 2) / 3 + ((1 - x) * 17) / 21, { atol: 1e-9 });
    expect(found.error).toBeAllClose(first * x ** 2 + 2 * both * x * (1 - x) + second * (1 - x) ** 2);
  });

  it('is the same as columns', () => {
    checkTrajectories(workedTrajectories, 'workedTrajectories');
    checkPolicy(workedBehaviour, 'workedBehaviour');
    checkPolicy(workedTarget, 'workedTarget');
    expect([...workedTrajectories.episodeStart]).toEqual([0, 2, 5, 6]);
    expect([...workedTrajectories.state]).toEqual([0, 1, 0, 1, 0, 1]);
    expect([...workedTrajectories.action]).toEqual([0, 1, 1, 0, 0, 0]);
    expect([...workedTrajectories.reward]).toEqual([1, -1, 2, 0, 3, 1]);
    expect([...workedTrajectories.nextState]).toEqual([1, 0, 1, 0, 1, 0]);
    expect([...workedTrajectories.terminated]).toEqual([1, 0, 1]);
    expect([...workedTrajectories.propensity]).toEqual([0.75, 0.75, 0.25, 0.25, 0.75, 0.25]);
    expect(workedTrajectories.source.horizon).toBe(3);
  });
});

describe('over all logs of a tiny process', () => {
  // Two live states and an end; both states are starts, rewards depend on where a step leads.
  const mdp: TinyMdp = {
    transition: [
      [
        [0.2, 0.5, 0.3],
        [0.6, 0.3, 0.1],
      ],
      [
        [0.1, 0.1, 0.8],
        [0.7, 0.3, 0],
      ],
      [],
    ],
    reward: [
      [
        [1, -1, 2],
        [0, 3, -2],
      ],
      [
        [-1, 2, 4],
        [1, 0, 0],
      ],
      [],
    ],
    terminal: [false, false, true],
    initial: [0.6, 0.4, 0],
  };
  const behaviour = [
    [0.7, 0.3],
    [0.4, 0.6],
    [0.5, 0.5],
  ];
  const full = [
    [0.2, 0.8],
    [0.9, 0.1],
    [0.5, 0.5],
  ];
  const withZeros = [
    [0, 1],
    [0.9, 0.1],
    [0.5, 0.5],
  ];
  const discount = 0.9;
  const q: ActionValues = [
    [
      [1, 2],
      [-1, 0.5],
      [0, 0],
    ],
    [
      [3, -2],
      [0, 1],
      [0, 0],
    ],
    [
      [-1, 1],
      [2, 2],
      [0, 0],
    ],
  ];
  const settings = [
    { target: full, horizon: 3 },
    { target: withZeros, horizon: 3 },
    { target: full, horizon: 1 },
  ];
  const ask = (episodes: readonly Episode[], target: number[][], horizon: number): Problem =>
    problemOf(mdp, episodes, { behaviour, target, discount, horizon });

  it('lists all runs, once, with the value of the policy', () => {
    for (const horizon of [1, 2, 3]) {
      const runs = allEpisodes(mdp, full, horizon);
      expect(runs.reduce((sum, { probability }) => sum + probability, 0)).toBeAllClose(1);
      expect(new Set(runs.map(({ episode }) => JSON.stringify(episode))).size).toBe(runs.length);
      expect(expectation(runs, 1, (episodes) => onPolicy(ask(episodes, full, horizon)))).toBeAllClose(
        trueValue(mdp, full, { discount, horizon }),
      );
    }
    expect(allEpisodes(mdp, withZeros, 1)).toHaveLength(3 + 3 + 2);
  });

  it.each(settings)('the terms of is, pdis and dr are unbiased: target %o', ({ target, horizon }) => {
    const runs = allEpisodes(mdp, behaviour, horizon);
    const value = trueValue(mdp, target, { discount, horizon });
    const expected = (terms: (problem: Problem) => number[]): number =>
      expectation(runs, 1, (episodes) => terms(ask(episodes, target, horizon))[0]);
    expect(expected(isTerms)).toBeAllClose(value);
    expect(expected(pdisTerms)).toBeAllClose(value);
    expect(expected((problem) => drTerms(problem, () => q))).toBeAllClose(value);
    for (let t = 0; t < horizon; t++) expect(expected((problem) => [weight(problem, 0, t)])).toBeAllClose(1);
  });

  it.each(settings)('mis of two runs is unbiased: target %o', ({ target, horizon }) => {
    const runs = allEpisodes(mdp, behaviour, horizon);
    const value = trueValue(mdp, target, { discount, horizon });
    expect(expectation(runs, 2, (episodes) => mis(ask(episodes, target, horizon)))).toBeAllClose(value);
  });

  it('dr is unbiased with values from the other fold, and biased with values from its own log', () => {
    const horizon = 2;
    const runs = allEpisodes(mdp, behaviour, horizon);
    const value = trueValue(mdp, full, { discount, horizon });
    const crossFitted = expectation(runs, 2, (episodes) => {
      const problem = ask(episodes, full, horizon);
      return dr(problem, crossFittedValues(problem, [0, 1]));
    });
    const inSample = expectation(runs, 2, (episodes) => {
      const problem = ask(episodes, full, horizon);
      return dr(problem, fittedValues(problem));
    });
    expect(crossFitted).toBeAllClose(value);
    expect(Math.abs(inSample - value)).toBeGreaterThan(0.01);
  });
});

describe('processes on which estimators are known to differ', () => {
  it('ModelWin is worth 0.92', () => {
    const back = [1, 0, 0];
    const mdp: TinyMdp = {
      transition: [
        [
          [0, 0.4, 0.6],
          [0, 0.6, 0.4],
        ],
        [back, back],
        [back, back],
      ],
      reward: [
        [
          [0, 1, -1],
          [0, 1, -1],
        ],
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
      ],
      terminal: [false, false, false],
      initial: back,
    };
    const policy = [
      [0.27, 0.73],
      [0.5, 0.5],
      [0.5, 0.5],
    ];
    expect(trueValue(mdp, policy, { discount: 1, horizon: 20 })).toBeAllClose(0.92);
  });

  it('ModelFail is worth -0.76, and its model says 0.57', () => {
    const behaviour = [[0.88, 0.12]];
    // 625 runs in just the proportions of the behaviour policy.
    const episodes = [0, 1].flatMap((first) =>
      [0, 1].flatMap((second): Episode[] => {
        const steps = [
          { s: 0, a: first, r: 0, next: 0 },
          { s: 0, a: second, r: first === 0 ? 1 : -1, next: 0 },
        ];
        const count = Math.round(625 * behaviour[0][first] * behaviour[0][second]);
        return Array.from({ length: count }, () => ({ steps, terminated: true }));
      }),
    );
    const log: Problem = {
      nStates: 1,
      nActions: 2,
      episodes,
      propensity: episodes.map(({ steps }) => steps.map(({ a }) => behaviour[0][a])),
      target: [[0.12, 0.88]],
      discount: 1,
      horizon: 2,
    };
    expect(episodes).toHaveLength(625);
    expect(is(log)).toBeAllClose(-0.76);
    expect(directMethod(log)).toBeAllClose(0.57);
  });
});

describe('identities', () => {
  const withValues = (options = {}): fc.Arbitrary<[Problem, ActionValues]> =>
    loggedProblem(options).chain(({ problem }) => fc.tuple(fc.constant(problem), actionValuesFor(problem)));
  const zero = (problem: Problem): ActionValues =>
    Array.from({ length: problem.horizon }, () =>
      Array.from({ length: problem.nStates }, () => Array.from({ length: problem.nActions }, () => 0)),
    );
  const tolerance = { rtol: 1e-10, atol: 1e-10 };

  test.prop([loggedProblem()])('on the behaviour policy all weights are 1', ({ problem }) => {
    const asked = { ...problem, target: problem.behaviour };
    for (const estimate of [is, wis, pdis, wpdis]) expect(estimate(asked)).toBeAllClose(onPolicy(asked), tolerance);
    expect(effectiveSize(asked, problem.horizon - 1)).toBeAllClose(problem.episodes.length);
  });

  test.prop([loggedProblem()])('with a reward at the end alone is = pdis', ({ problem }) => {
    const episodes = problem.episodes.map(({ steps, terminated }) => ({
      steps: steps.map((step, t) => ({ ...step, r: t === steps.length - 1 ? step.r : 0 })),
      terminated,
    }));
    expect(pdis({ ...problem, episodes })).toBeAllClose(is({ ...problem, episodes }), tolerance);
  });

  test.prop([withValues()])('dr = recursive dr, and with Q = 0 pdis; wdr so wpdis', ([problem, q]) => {
    expect(recursiveDr(problem, () => q)).toBeAllClose(
      dr(problem, () => q),
      tolerance,
    );
    expect(dr(problem, () => zero(problem))).toBeAllClose(pdis(problem), tolerance);
    expect(wdr(problem, () => zero(problem))).toBeAllClose(wpdis(problem), tolerance);
  });

  test.prop([withValues({ minEpisodes: 2 })])('magic spans the model and wdr', ([problem, q]) => {
    const whole = magic(problem, q, [0, 0], [Infinity]);
    expect(whole.value).toBeAllClose(
      wdr(problem, () => q),
      tolerance,
    );
    const starts = problem.episodes.map(({ steps }) => stateValue(problem, q, 0, steps[0].s));
    expect(magic(problem, q, [0, 0], [-1]).value).toBeAllClose(mean(starts), tolerance);
    // The length that would come before infinity is infinity: nothing is left to go at the horizon.
    expect(magic(problem, q, [0, 0], [problem.horizon - 1]).value).toBeAllClose(whole.value, tolerance);

    const all = magic(problem, q, [-0.5, 0.5]);
    expect(all.g).toHaveLength(problem.horizon + 1);
    expect(all.x.reduce((a, b) => a + b)).toBeAllClose(1);
    expect(all.value).toBeGreaterThan(Math.min(...all.g) - 1e-9);
    expect(all.value).toBeLessThan(Math.max(...all.g) + 1e-9);
    expect(all.bias.at(-1)).toBeAllClose(0);
    const variance = starts.reduce((sum, v) => sum + (v - mean(starts)) ** 2, 0) / (starts.length - 1);
    expect(all.covariance[0][0]).toBeAllClose(variance / starts.length, tolerance);
  });

  test.prop([loggedProblem()])('dm = FQE with H iterations', ({ problem }) => {
    expect(fittedQEvaluation(problem, problem.horizon)).toBeAllClose(directMethod(problem), tolerance);
  });

  test.prop([loggedProblem({ discounts: [0.3, 0.5] })])('dm-infinite = converged FQE = dualdice', ({ problem }) => {
    const value = directMethodInfinite(problem);
    expect(fittedQEvaluation(problem, 60)).toBeAllClose(value, tolerance);
    const found = dualDice(problem);
    expect(found.value).toBeAllClose(value, tolerance);
    if (reachesOnlySeen(problem)) expect(found.unseen).toBe(0);
  });

  test.prop([loggedProblem()])('mean and CVaR_1 of the distribution are wis', ({ problem }) => {
    const atoms = returnDistribution(problem);
    expect(distributionMean(atoms)).toBeAllClose(wis(problem), tolerance);
    expect(conditionalValueAtRisk(atoms, 1)).toBeAllClose(wis(problem), tolerance);
  });

  test.prop([withValues({ maxHorizon: 1, seenOnly: true })])(
    'in one step with counted behaviour is = wis = dm = dr',
    ([problem, q]) => {
      const counted = withCountedBehaviour(problem);
      const value = directMethod(counted);
      for (const estimate of [is, wis, (asked: Problem) => dr(asked, () => q)])
        expect(estimate(counted)).toBeAllClose(value, tolerance);
    },
  );

  test.prop([loggedProblem()])('mis with behaviour counted for each t = a model fitted for each t', ({ problem }) => {
    const { episodes, target, discount, nActions } = problem;
    const stepsFrom = (t: number, s: number): number[] =>
      episodes.map((_, i) => i).filter((i) => episodes[i].steps[t]?.s === s);
    const propensity = episodes.map(({ steps }) =>
      steps.map(({ s, a }, t) => {
        const here = stepsFrom(t, s);
        return here.filter((i) => episodes[i].steps[t].a === a).length / here.length;
      }),
    );
    const value = (t: number, s: number): number => {
      let sum = 0;
      for (let a = 0; a < nActions; a++) {
        const here = stepsFrom(t, s).filter((i) => episodes[i].steps[t].a === a);
        for (const i of here) {
          const { steps, terminated } = episodes[i];
          const ended = terminated && t === steps.length - 1;
          const later = ended ? 0 : discount * value(t + 1, steps[t].next);
          sum += (target[s][a] * (steps[t].r + later)) / here.length;
        }
      }
      return sum;
    };
    const starts = episodes.map(({ steps }) => value(0, steps[0].s));
    expect(mis({ ...problem, propensity })).toBeAllClose(mean(starts), tolerance);
  });

  test.prop([loggedProblem()])('shares sum to 1 at every t, from -1 on', ({ problem }) => {
    for (let t = -1; t < problem.horizon; t++)
      expect(forEpisodes(problem, (i) => share(problem, i, t)).reduce((a, b) => a + b)).toBeAllClose(1);
  });

  test.prop([withValues()])('a log twice over says the same', ([problem, q]) => {
    const indices = problem.episodes.map((_, i) => i);
    const twice = withEpisodes(problem, [...indices, ...indices]);
    const estimates = [
      is,
      wis,
      pdis,
      wpdis,
      mis,
      directMethod,
      (p: Problem) => dr(p, () => q),
      (p: Problem) => wdr(p, () => q),
    ];
    for (const estimate of estimates) expect(estimate(twice)).toBeAllClose(estimate(problem), tolerance);
  });
});

describe('conventions', () => {
  const stepsOnly: Problem = {
    nStates: 2,
    nActions: 2,
    episodes: [
      { steps: [{ s: 0, a: 0, r: 2, next: 1 }], terminated: true },
      {
        steps: [
          { s: 0, a: 0, r: 4, next: 1 },
          { s: 1, a: 0, r: 8, next: 0 },
        ],
        terminated: false,
      },
    ],
    propensity: [[0.5], [0.5, 0.5]],
    behaviour: [
      [0.5, 0.5],
      [1, 0],
    ],
    target: [
      [0.75, 0.25],
      [0.5, 0.5],
    ],
    discount: 0.5,
    horizon: 3,
  };

  it('pairs never seen are worth 0, ends are ends whatever the next state, cut episodes go on in the model', () => {
    // From 0, action 0: mean reward 3, half of the runs go on to 1; from 1, action 0: 8, back to 0.
    const v2 = [0.75 * 3, 0.5 * 8];
    const v1 = [0.75 * (3 + 0.25 * v2[1]), 0.5 * (8 + 0.5 * v2[0])];
    expect(directMethod(stepsOnly)).toBeAllClose(0.75 * (3 + 0.25 * v1[1]));
    expect(reachesOnlySeen(stepsOnly)).toBe(false);
    expect(
      reachesOnlySeen({
        ...stepsOnly,
        target: [
          [1, 0],
          [1, 0],
        ],
      }),
    ).toBe(true);
  });

  it('reports what dualdice puts on pairs never seen', () => {
    const once = { ...stepsOnly, discount: 1e-9 };
    expect(dualDice(once).unseen).toBeAllClose(0.25, { atol: 1e-8 });
  });

  it('names cut episodes and actions the behaviour policy cannot take', () => {
    expect(censored(stepsOnly)).toEqual([1]);
    expect(censored({ ...stepsOnly, horizon: 2 })).toEqual([]);
    expect(supportViolations(stepsOnly)).toEqual([{ s: 1, a: 1 }]);
    // State 1 is entered, but no step is taken from it.
    expect(supportViolations(withEpisodes(stepsOnly, [0]))).toEqual([]);
  });

  it('says nothing without weight', () => {
    const elsewhere = {
      ...stepsOnly,
      target: [
        [0, 1],
        [0, 1],
      ],
    };
    const q = fittedValues(elsewhere);
    const estimates = [
      is,
      wis,
      pdis,
      wpdis,
      (p: Problem) => dr(p, q),
      (p: Problem) => recursiveDr(p, q),
      (p: Problem) => wdr(p, q),
      (p: Problem) => magic(p, q(0), [0, 0]),
      returnDistribution,
    ];
    for (const estimate of estimates) expect(() => estimate(elsewhere)).toThrow('all weights are zero');
    expect(directMethod(elsewhere)).toBe(0);
    expect(mis(elsewhere)).toBe(0);
  });
});

describe('simplexMinimum', () => {
  const positiveDefinite = fc
    .integer({ min: 1, max: 5 })
    .chain((size) => {
      const row = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: size, maxLength: size });
      return fc.array(row, { minLength: size, maxLength: size });
    })
    .map((rows) =>
      rows.map((_, k) => rows.map((__, l) => rows.reduce((sum, row) => sum + row[k] * row[l], k === l ? 0.01 : 0))),
    );

  test.prop([positiveDefinite])('no direction to a corner goes down', (matrix) => {
    const x = simplexMinimum(matrix);
    expect(x.every((entry) => entry >= 0)).toBe(true);
    expect(x.reduce((a, b) => a + b)).toBeAllClose(1);
    // Karush, Kuhn, Tucker: (A x)_k >= x' A x for each corner k.
    const value = quadraticForm(matrix, x);
    for (const row of matrix) {
      const slope = row.reduce((sum, entry, l) => sum + entry * x[l], 0);
      expect(slope).toBeGreaterThan(value - 1e-9 * (1 + value));
    }
  });

  it('is the known one of two, at a corner or inside', () => {
    expect(
      simplexMinimum([
        [1, 0],
        [0, 3],
      ]),
    ).toBeAllClose([0.75, 0.25]);
    expect(
      simplexMinimum([
        [1, 2],
        [2, 5],
      ]),
    ).toBeAllClose([1, 0]);
    expect(
      simplexMinimum([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual([0.5, 0.5]);
  });

  it('lengths', () => {
    expect(allLengths(3)).toEqual([-1, 0, 1, Infinity]);
    expect(allLengths(1)).toEqual([-1, Infinity]);
  });
});

describe('loggedProblem', () => {
  test.prop([loggedProblem()])('says the same in both forms', ({ problem, trajectories, behaviour, target }) => {
    checkTrajectories(trajectories, 'loggedProblem');
    checkPolicy(behaviour, 'loggedProblem');
    checkPolicy(target, 'loggedProblem');
    expect(trajectories.nEpisodes).toBe(problem.episodes.length);
    problem.episodes.forEach(({ steps, terminated }, e) => {
      const first = trajectories.episodeStart[e];
      expect(trajectories.episodeStart[e + 1] - first).toBe(steps.length);
      expect(steps.length).toBeLessThanOrEqual(problem.horizon);
      expect(trajectories.terminated[e]).toBe(Number(terminated));
      steps.forEach(({ s, a, r, next }, t) => {
        expect(trajectories.state[first + t]).toBe(s);
        expect(trajectories.action[first + t]).toBe(a);
        expect(trajectories.reward[first + t]).toBe(r);
        expect(trajectories.nextState[first + t]).toBe(next);
        expect(trajectories.propensity[first + t]).toBe(problem.propensity[e][t]);
        expect(behaviour.probability[s * problem.nActions + a]).toBe(problem.propensity[e][t]);
      });
    });
    expect([...target.probability]).toEqual(problem.target.flat());
    expect(behaviour.probability.every((p) => p > 0)).toBe(true);
    expect(lastWeight(problem, 0)).toBeGreaterThan(0);
  });

  test.prop([loggedProblem({ seenOnly: true, minEpisodes: 2, uncensored: true })])(
    'keeps its promises',
    ({ problem }) => {
      expect(reachesOnlySeen(problem)).toBe(true);
      expect(censored(problem)).toEqual([]);
      expect(problem.episodes.length).toBeGreaterThan(1);
      expect(lastWeight(problem, 0)).toBeGreaterThan(0);
    },
  );

  test.prop([loggedProblem({ fullTarget: true })])('has a target policy without zeros if asked', ({ problem }) => {
    expect(problem.target.flat().every((p) => p > 0)).toBe(true);
  });

  it('reaches zeros, ends, cuts and weightless episodes', () => {
    const sample = fc.sample(loggedProblem(), { numRuns: 200, seed: 1 }).map(({ problem }) => problem);
    expect(sample.some(({ target }) => target.flat().includes(0))).toBe(true);
    expect(sample.some((problem) => censored(problem).length > 0)).toBe(true);
    expect(sample.some(({ episodes }) => episodes.some(({ terminated }) => terminated))).toBe(true);
    expect(sample.some((problem) => nWithWeight(problem) < problem.episodes.length)).toBe(true);
    expect(sample.some((problem) => reachesOnlySeen(problem))).toBe(true);
    expect(sample.some((problem) => !reachesOnlySeen(problem))).toBe(true);
  });
});
