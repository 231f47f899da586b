import { describe, expect, it } from 'vitest';
import { drawCounts } from '../../../src/core/random/drawCounts.js';
import { createRng } from '../../../src/core/random/rng.js';
import { studentQuantile } from '../../../src/core/statistics/studentQuantile.js';
import { accelerated } from '../../../src/ope/intervals/bootstrap/bca.js';
import { percentile } from '../../../src/ope/intervals/bootstrap/bootstrap.js';
import type { IntervalOrReason } from '../../../src/ope/intervals/estimateIntervals.js';
import { betting } from '../../../src/ope/intervals/terms/betting.js';
import { bettingWeights } from '../../../src/ope/intervals/terms/bettingWeights.js';
import { bernstein } from '../../../src/ope/intervals/terms/bernstein.js';
import { type Estimate, type OffPolicyOptions, offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { onPolicy, wis } from '../../support/opeOracle/importanceSampling.js';
import { type Problem, returnOf, withEpisodes } from '../../support/opeOracle/problem.js';
import {
  conditionalValueAtRisk,
  distributionQuantile,
  distributionVariance,
  returnDistribution,
} from '../../support/opeOracle/returnDistribution.js';
import { toTrajectories } from '../../support/opeOracle/toTrajectories.js';
import { lastWeight, weight } from '../../support/opeOracle/weights.js';
import { workedBehaviour, workedLog, workedTarget } from '../../support/opeOracle/workedLog.js';

const SEED = 6;

function evaluate(problem: Problem, options: OffPolicyOptions): readonly Estimate[] {
  return offPolicyEvaluation(createRng(SEED), toTrajectories(problem), workedTarget, {
    discount: workedLog.discount,
    behaviour: workedBehaviour,
    ...options,
  }).estimates;
}

function ends(found: IntervalOrReason | undefined): [number, number] {
  if (!found || 'reason' in found) throw new Error(`no interval: ${found?.reason}`);
  return [found.interval.lower, found.interval.upper];
}

/** Nine episodes: the three of the worked log, some of them several times. */
const nine = withEpisodes(workedLog, [0, 1, 2, 0, 0, 2, 0, 2, 0]);

/** By the second implementation, in the order of reports: each estimate with its further statistics. */
const STATISTICS: readonly (readonly [string, readonly [string, (problem: Problem) => number][]])[] = [
  ['on-policy', [['value', onPolicy]]],
  ['wis', [['value', wis]]],
  [
    'cdf',
    [
      ['value', wis],
      ['variance', (problem) => distributionVariance(returnDistribution(problem))],
      ...[0.05, 0.25, 0.5, 0.75, 0.95].map((share): [string, (problem: Problem) => number] => [
        `quantile ${share}`,
        (problem) => distributionQuantile(returnDistribution(problem), share),
      ]),
      ...[0.05, 0.1, 0.25].map((share): [string, (problem: Problem) => number] => [
        `CVaR ${share}`,
        (problem) => conditionalValueAtRisk(returnDistribution(problem), share),
      ]),
    ],
  ],
];

/** The problem's resamples, repeats written out. */
function resamples(problem: Problem, replicates: number): Problem[] {
  const counts = new Float64Array(problem.episodes.length);
  return Array.from({ length: replicates }, (_, b) => {
    drawCounts(createRng(SEED).fork('bootstrap', b), counts);
    return withEpisodes(
      problem,
      Array.from(counts).flatMap((times, e) => new Array<number>(times).fill(e)),
    );
  });
}

type Named = readonly [name: string, interval: IntervalOrReason | undefined];

/** The intervals of an estimate and its statistics, by name. */
function byName({ interval, statistics = {} }: Estimate): Named[] {
  const further = Object.entries(statistics).map(([name, found]): Named => [name, found.interval]);
  return [['value', interval], ...further];
}

describe('intervals from resamples', () => {
  const replicates = 60;
  const drawn = resamples(nine, replicates);

  it.each([0.5, 0.9])('are of each estimate, and of each statistic, its own values: level %d', (level) => {
    const estimators = STATISTICS.map(([name]) => name);
    const found = evaluate(nine, { estimators, interval: { replicates, level } });
    STATISTICS.forEach(([, expected], k) => {
      const intervals = byName(found[k]);
      expect(intervals.map(([name]) => name)).toEqual(expected.map(([name]) => name));
      intervals.forEach(([, interval], s) => {
        const { lower, upper } = percentile(Float64Array.from(drawn, expected[s][1]), { level });
        expect(ends(interval)).toBeAllClose([lower, upper], { atol: 1e-10 });
      });
    });
  });

  it.each([0.5, 0.9])('by bca have the jackknife of each estimate and statistic: level %d', (level) => {
    const estimators = STATISTICS.map(([name]) => name);
    const found = evaluate(nine, { estimators, interval: { method: 'bca', replicates, level } });
    const places = nine.episodes.map((_, e) => e);
    const without = places.map((left) =>
      withEpisodes(
        nine,
        places.filter((e) => e !== left),
      ),
    );
    let accelerates = 0;
    STATISTICS.forEach(([, expected], k) => {
      byName(found[k]).forEach(([, interval], s) => {
        const of = expected[s][1];
        const values = Float64Array.from(drawn, of);
        const options = { level, point: of(nine), jackknifed: Float64Array.from(without, of) };
        const { lower, upper } = accelerated(values, options);
        expect(ends(interval)).toBeAllClose([lower, upper], { atol: 1e-10 });
        const plain = accelerated(values, { ...options, jackknifed: new Float64Array(0) });
        if (plain.lower !== lower || plain.upper !== upper) accelerates++;
      });
    });
    expect(accelerates).toBeGreaterThan(2);
  });

  it('are of the estimator that they stand beside, where another has no estimate', () => {
    const asked = { estimators: ['dualdice', 'on-policy', 'wis'], discount: 1, interval: { replicates, level: 0.5 } };
    const [none, ...others] = evaluate(nine, asked);
    expect([none.interval, none.value]).toEqual([undefined, undefined]);
    const alone = evaluate(nine, { ...asked, estimators: ['on-policy', 'wis'] });
    expect(others).toEqual(alone);
    expect(ends(others[0].interval)).not.toEqual(ends(others[1].interval));
    expect(evaluate(nine, { ...asked, interval: false }).map(({ interval }) => interval)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

/** Two hundred of each episode of the worked log, in turns. */
const many = withEpisodes(
  workedLog,
  Array.from({ length: 600 }, (_, i) => i % 3),
);
const n = many.episodes.length;
const weights = Float64Array.from(many.episodes, (_, i) => lastWeight(many, i));
const returns = Float64Array.from(many.episodes, (_, i) => returnOf(many, i));
const TERMS: Readonly<Record<string, Float64Array>> = {
  'on-policy': returns,
  is: returns.map((g, i) => g * weights[i]),
  pdis: Float64Array.from(many.episodes, ({ steps }, i) =>
    steps.reduce((sum, { r }, t) => sum + many.discount ** t * weight(many, i, t) * r, 0),
  ),
};
const bounds = { returns: [-3, 6], rewards: [-1, 3] } as const;
// Ratios up to 2, or 2.5 where that is said, at discounts 1, 1/2, 1/4: 2 + 4/2 + 8/4, and 2.5 + 6.25/2 + 15.625/4.
const RANGES: Readonly<Record<string, (ratio: 2 | 2.5) => readonly [number, number]>> = {
  'on-policy': () => [-3, 6],
  is: (ratio) => [-3 * ratio ** 3, 6 * ratio ** 3],
  pdis: (ratio) => (ratio === 2 ? [-6, 18] : [-9.53125, 28.59375]),
};
const CUTS: Readonly<Record<string, readonly [number, number]>> = { 'on-policy': [-3, 6], is: [-3, 6], pdis: [-3, 6] };

describe('intervals from terms', () => {
  const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x / values.length, 0);
  const within = (x: number, [least, greatest]: readonly [number, number]): number =>
    Math.min(Math.max(x, least), greatest);

  it.each([0.5, 0.8, 0.95])('t: mean and so many standard errors, at level %d', (level) => {
    const found = evaluate(many, { estimators: ['on-policy', 'is', 'pdis'], interval: { method: 't', level } });
    for (const { estimator, interval } of found) {
      const terms = TERMS[estimator];
      const squares = terms.reduce((sum, x) => sum + (x - mean(terms)) ** 2, 0);
      const half = studentQuantile((1 + level) / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
      expect(ends(interval)).toBeAllClose([mean(terms) - half, mean(terms) + half], { rtol: 1e-10 });
    }
  });

  it('t: with two degrees of freedom the quantile is (2p − 1) sqrt(2 / (1 − (2p − 1)²))', () => {
    const [{ interval }] = evaluate(workedLog, { estimators: ['on-policy'], interval: { method: 't', level: 0.8 } });
    // Returns 1/2, 11/4, 1: mean 17/12, squares about it (121 + 256 + 25) / 144.
    const half = 0.8 * Math.sqrt(2 / 0.36) * Math.sqrt(402 / 144 / 2 / 3);
    expect(ends(interval)).toBeAllClose([17 / 12 - half, 17 / 12 + half], { rtol: 1e-9 });
  });

  it.each([
    [0.2, undefined],
    [0.5, undefined],
    [0.5, 2.5],
  ] as const)('hoeffding: by the range of the terms, at level %d and a largest ratio of %s', (level, ratio) => {
    const found = evaluate(many, {
      estimators: ['on-policy', 'is', 'pdis'],
      interval: { method: 'hoeffding', level, bounds: { ...bounds, ratio } },
    });
    for (const { estimator, interval } of found) {
      const [least, greatest] = RANGES[estimator](ratio ?? 2);
      const half = (greatest - least) * Math.sqrt(Math.log(2 / (1 - level)) / (2 * n));
      const centre = mean(TERMS[estimator]);
      expect(ends(interval)).toBeAllClose([
        within(centre - half, CUTS[estimator]),
        within(centre + half, CUTS[estimator]),
      ]);
    }
    // Not all of them say nothing.
    expect(found.map(({ interval }) => ends(interval)).filter(([low, high]) => low > -3 || high < 6)).toHaveLength(3);
  });

  it.each([
    ['bernstein', bernstein],
    ['betting', betting],
  ] as const)('%s: of the terms, their range, what it is cut to, and the level', (method, compute) => {
    for (const level of [0.5, 0.9])
      for (const { estimator, interval } of evaluate(many, {
        estimators: ['on-policy', 'is', 'pdis'],
        interval: { method, level, bounds },
      })) {
        const options = { level, range: RANGES[estimator](2), cut: CUTS[estimator] };
        const { lower, upper } = compute(TERMS[estimator], options);
        expect(ends(interval)).toBeAllClose([lower, upper], { rtol: 1e-9 });
      }
  });

  it.each([0.5, 0.9])('betting-weights: of weights and returns in the order of the log, at level %d', (level) => {
    const [{ interval }] = evaluate(many, {
      estimators: ['is'],
      interval: { method: 'betting-weights', level, bounds },
    });
    const { lower, upper } = bettingWeights({ weights, returns }, { level, range: [-3, 6] });
    expect(ends(interval)).toBeAllClose([lower, upper], { rtol: 1e-9 });
    const other = bettingWeights({ weights, returns }, { level: 0.95, range: [-3, 6] });
    expect(ends(interval)).not.toBeAllClose([other.lower, other.upper], { rtol: 1e-3 });
  });

  it.each(['t', 'hoeffding', 'betting-weights', 'bootstrap', 'bca'])(
    '%s: of level .95 unless another is asked for',
    (method) => {
      const at = (level?: number): Estimate[] => [
        ...evaluate(many, { estimators: ['is'], interval: { method, level, bounds, replicates: 20 } }),
      ];
      expect(at()).toEqual(at(0.95));
      expect(at()).not.toEqual(at(0.9));
    },
  );
});
