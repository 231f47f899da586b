import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { findEstimator } from '../../../src/ope/estimators/registry.js';
import { type CountedLog, takeSample, wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { subset } from '../../../src/trajectories/subset.js';
import { type ExtremeLog, extremeLog, logWithRatios, relativeWeights } from '../../support/extremeLog.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';

const CLOSE = { rtol: 1e-9, atol: 1e-9 };
const DISCOUNT = 0.5;

function estimate(name: string, sample: CountedLog): number {
  return findEstimator(name).estimate(sample, createRng(1));
}

/** Rewards of an episode, 0 after its end. */
function rewardsOf({ log }: ExtremeLog, e: number): number[] {
  return [0, 1, 2].map((t) => {
    const i = log.episodeStart[e] + t;
    return i < log.episodeStart[e + 1] ? log.reward[i] : 0;
  });
}

/** sum_t discount^t sum_i (share of the weight up to step at(t)) r_t, shares being of weights over the largest. */
function selfNormalised(extreme: ExtremeLog, at: (t: number) => number): number {
  return [0, 1, 2].reduce((value, t) => {
    const { weights } = relativeWeights(extreme, at(t));
    const earned = weights.reduce((sum, w, e) => sum + w * rewardsOf(extreme, e)[t], 0);
    return value + (DISCOUNT ** t * earned) / weights.reduce((sum, w) => sum + w, 0);
  }, 0);
}

/** Such a log with the times each episode is taken, some with a weight among them. */
const counted = extremeLog.chain((extreme) => {
  const n = extreme.logRatio.length;
  return fc.tuple(
    fc.constant(extreme),
    fc
      .array(fc.nat({ max: 2 }), { minLength: n, maxLength: n })
      .filter((counts) => counts.some((times, e) => times > 0 && !extreme.logRatio[e].includes(-Infinity))),
  );
});

describe('weights beyond what a number holds', () => {
  test.prop([extremeLog], { numRuns: 300 })('are divided by the largest before anything else', (extreme) => {
    const sample = wholeLog(prepareStudy(extreme.log, extreme.target, { discount: DISCOUNT }));
    for (const name of ['wis', 'cdf'])
      expect(estimate(name, sample)).toBeAllClose(
        selfNormalised(extreme, () => 2),
        CLOSE,
      );
    expect(estimate('wpdis', sample)).toBeAllClose(
      selfNormalised(extreme, (t) => t),
      CLOSE,
    );
    for (const name of ['wis', 'wpdis', 'wdr']) {
      const terms = findEstimator(name).terms!(sample);
      const mean = terms.reduce((sum, term) => sum + term, 0) / terms.length;
      expect(mean).toBeAllClose(estimate(name, sample), CLOSE);
    }
  });

  test.prop([counted], { numRuns: 300 })(
    'of a resample are those of its episodes, though the log has others beside which they are nothing',
    ([{ log, target }, counts]) => {
      const written = subset(
        log,
        counts.flatMap((times, e) => new Array<number>(times).fill(e)),
      );
      const options = { discount: DISCOUNT, horizon: 3 };
      const sample = takeSample(prepareStudy(log, target, options), Float64Array.from(counts));
      const alone = wholeLog(prepareStudy(written, target, options));
      for (const name of ['wis', 'wpdis', 'wdr', 'cdf'])
        expect(estimate(name, sample)).toBeAllClose(estimate(name, alone), CLOSE);
    },
  );

  it.each([
    ['from its first step on', [[-300], [600, 0], [-1, -300]]],
    ['at its end alone', [[0, 600], [-1], [0, -1]]],
    [
      'before another of its actions ends it',
      [
        [700, -Infinity],
        [-300, 300],
        [-300, 301],
      ],
    ],
  ])('does not lose the others of a log of which one has a weight of e^600 %s', (_, ratios) => {
    const { log, target } = logWithRatios(ratios, 2);
    const options = { discount: DISCOUNT, horizon: 2 };
    const sample = takeSample(prepareStudy(log, target, options), Float64Array.of(0, 1, 1));
    const heavy = takeSample(prepareStudy(log, target, options), Float64Array.of(1, 0, 1));
    for (const [taken, episodes] of [
      [sample, [1, 2]],
      [heavy, [0, 2]],
    ] as const) {
      const alone = wholeLog(prepareStudy(subset(log, episodes), target, options));
      for (const name of ['wis', 'wpdis']) {
        expect(Number.isFinite(estimate(name, alone))).toBe(true);
        expect(estimate(name, taken)).toBeAllClose(estimate(name, alone), CLOSE);
      }
    }
  });

  test.prop([loggedProblem({ minEpisodes: 2 })])(
    'are as good as any where all are e^600 times as large',
    ({ problem, trajectories, target }) => {
      const large = trajectories.propensity.slice();
      for (let e = 0; e < trajectories.nEpisodes; e++) large[trajectories.episodeStart[e]] *= Math.exp(-600);
      const of = (propensity: Float64Array): CountedLog =>
        wholeLog(prepareStudy({ ...trajectories, propensity }, target, { discount: problem.discount }));
      const [plain, scaled] = [of(trajectories.propensity), of(large)];
      for (const name of ['wis', 'wpdis', 'wdr', 'cdf', 'magic'])
        expect(estimate(name, scaled)).toBeAllClose(estimate(name, plain), { rtol: 1e-6, atol: 1e-6 });
      for (const name of ['wis', 'wpdis', 'wdr'])
        expect(findEstimator(name).terms!(scaled)).toBeAllClose(findEstimator(name).terms!(plain), {
          rtol: 1e-9,
          atol: 1e-9,
        });
    },
  );
});
