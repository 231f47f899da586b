import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { drawCounts } from '../../../src/core/random/drawCounts.js';
import { createRng } from '../../../src/core/random/rng.js';
import { findEstimator } from '../../../src/ope/estimators/registry.js';
import { offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { type CountedLog, takeSample, wholeLog } from '../../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { crossFittedValues, fittedValues, wdr } from '../../support/opeOracle/doublyRobust.js';
import { loggedProblem } from '../../support/opeOracle/generators.js';
import { magic as oracle } from '../../support/opeOracle/magic.js';
import { type Problem, withEpisodes } from '../../support/opeOracle/problem.js';
import { toTrajectories } from '../../support/opeOracle/toTrajectories.js';
import { lastWeight } from '../../support/opeOracle/weights.js';
import { workedLog, workedTarget, workedTrajectories } from '../../support/opeOracle/workedLog.js';

interface Details {
  readonly g: readonly number[];
  readonly omega: readonly number[];
  readonly interval: readonly [number, number];
  readonly bias: readonly number[];
  readonly share: readonly number[];
}

const magic = findEstimator('magic');

function details(sample: CountedLog, seed = 1): Details {
  return magic.details!(sample, createRng(seed)) as unknown as Details;
}

/**
 * Quartiles (type 7) of wdr over 200 resamples, those in which nothing matches left out, all that was fitted held
 * fixed.
 */
function quartiles(problem: Problem, seed: number): [number, number] {
  const values = fittedValues(problem);
  const counts = new Float64Array(problem.episodes.length);
  const found: number[] = [];
  for (let tries = 0; found.length < 200; tries++) {
    drawCounts(createRng(seed).fork('magic', tries), counts);
    const chosen = Array.from(counts).flatMap((times, e) => new Array<number>(times).fill(e));
    const drawn = withEpisodes(problem, chosen);
    if (chosen.some((_, i) => lastWeight(drawn, i) > 0)) found.push(wdr(drawn, values));
  }
  found.sort((a, b) => a - b);
  // The places are 199 / 4 = 49.75 and 149.25 above the first.
  const at = (place: number): number =>
    found[Math.floor(place)] + (place % 1) * (found[Math.floor(place) + 1] - found[Math.floor(place)]);
  return [at(49.75), at(149.25)];
}

describe('magic', () => {
  test.prop([loggedProblem({ minEpisodes: 3 }), fc.integer({ min: 2, max: 3 })])(
    'takes for every episode the values of the folds that it is not in, in what is ahead, too',
    ({ problem, trajectories, target }, crossFit) => {
      const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount, crossFit }));
      const found = details(sample);
      const values = crossFittedValues(
        problem,
        problem.episodes.map((_, e) => e % crossFit),
      );
      const expected = oracle(problem, values, found.interval);
      expect(found.g).toBeAllClose(expected.g, { rtol: 1e-10, atol: 1e-10 });
      expect(found.omega).toBeAllClose(expected.covariance.flat(), { rtol: 1e-10, atol: 1e-10 });
      expect(found.bias).toBeAllClose(expected.bias, { rtol: 1e-10, atol: 1e-10 });
    },
  );

  test.prop([loggedProblem({ minEpisodes: 3 }), fc.nat()], { numRuns: 20 })(
    'judges the bias by the quartiles of wdr over resamples, widened to hold wdr itself',
    ({ problem, trajectories, target }, seed) => {
      const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
      const [low, high] = quartiles(problem, seed);
      const whole = wdr(problem, fittedValues(problem));
      expect(details(sample, seed).interval).toBeAllClose([Math.min(low, whole), Math.max(high, whole)], {
        rtol: 1e-10,
        atol: 1e-10,
      });
    },
  );

  test.prop([loggedProblem({ minEpisodes: 2 })], { numRuns: 300 })(
    'has an interval that holds wdr, and no bias of what lies in it',
    ({ problem, trajectories, target }) => {
      const sample = wholeLog(prepareStudy(trajectories, target, { discount: problem.discount }));
      const { g, interval, bias } = details(sample);
      expect(interval[0]).toBeLessThanOrEqual(g.at(-1)!);
      expect(interval[1]).toBeGreaterThanOrEqual(g.at(-1)!);
      g.forEach((value, j) => {
        expect(bias[j] > 0).toBe(value < interval[0] || value > interval[1]);
      });
    },
  );

  test.prop([
    loggedProblem({ minEpisodes: 2 }).chain((logged) => {
      const n = logged.problem.episodes.length;
      const counts = fc.array(fc.nat({ max: 2 }), { minLength: n, maxLength: n });
      return fc.tuple(fc.constant(logged), counts);
    }),
  ])('of a log in which episodes count twice or not at all is that of the log written out', ([logged, counts]) => {
    const { problem, trajectories, target } = logged;
    const times = [counts[0] + 1, ...counts.slice(1)];
    const chosen = times.flatMap((many, e) => new Array<number>(many).fill(e));
    fc.pre(chosen.length > 1);
    const options = { discount: problem.discount };
    const counted = takeSample(prepareStudy(trajectories, target, options), Float64Array.from(times));
    const written = wholeLog(prepareStudy(toTrajectories(withEpisodes(problem, chosen)), target, options));
    const [found, expected] = [details(counted), details(written)];
    for (const piece of ['g', 'omega', 'interval', 'bias'] as const)
      expect(found[piece]).toBeAllClose(expected[piece], { rtol: 1e-9, atol: 1e-9 });
  });

  it('draws from a stream of its own: it moves no other, and is the same whatever else is asked for', () => {
    const options = { discount: workedLog.discount };
    const sample = wholeLog(prepareStudy(workedTrajectories, workedTarget, options));
    const [rng, untouched] = [createRng(4), createRng(4)];
    magic.estimate(sample, rng);
    expect(rng.uniform()).toBe(untouched.uniform());
    const among = offPolicyEvaluation(createRng(4), workedTrajectories, workedTarget, {
      ...options,
      estimators: ['wis', 'wdr', 'magic'],
      interval: { replicates: 20 },
    });
    const alone = offPolicyEvaluation(createRng(4), workedTrajectories, workedTarget, {
      ...options,
      estimators: ['magic'],
      interval: false,
    });
    expect(among.estimates[2]).toMatchObject(alone.estimates[0]);
  });
});
