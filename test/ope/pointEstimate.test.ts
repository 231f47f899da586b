import { describe, expect, it } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import type { Estimator } from '../../src/ope/estimators/estimator.js';
import { type Estimate, offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { subset } from '../../src/trajectories/subset.js';
import { logWithRatios } from '../support/extremeLog.js';
import { workedTarget, workedTrajectories } from '../support/opeOracle/workedLog.js';

const named = (estimates: readonly Estimate[]): Record<string, Estimate> =>
  Object.fromEntries(estimates.map((each) => [each.estimator, each]));

describe('an estimator without an estimate', () => {
  it('is one whose estimate is no number: it says so, and the others have theirs', () => {
    // A weight of e^1200 times a reward: no number holds that, but shares of the weights are as good as any.
    const { log, target } = logWithRatios(
      [
        [600, 600],
        [0, 0.5],
        [600, 599],
      ],
      2,
    );
    const { estimates } = offPolicyEvaluation(createRng(1), log, target, {
      estimators: ['is', 'pdis', 'wis', 'on-policy', 'dr'],
      interval: { replicates: 10 },
    });
    const found = named(estimates);
    for (const name of ['is', 'pdis', 'dr']) {
      expect(found[name].fault).toMatch(new RegExp(`^${name}: the estimate must be finite, got -?(Infinity|NaN) - `));
      expect(found[name].fault).toContain('take a shorter horizon, or wis, wpdis or wdr');
      expect(found[name]).not.toHaveProperty('value');
      expect(found[name]).not.toHaveProperty('interval');
    }
    // Of weights 1 and 1 / e beside which the other is nothing.
    const [first, third] = [0, 2].map((e) => log.reward[log.episodeStart[e]] + log.reward[log.episodeStart[e] + 1]);
    expect(found.wis.value!).toBeAllClose((first + third * Math.exp(-1)) / (1 + Math.exp(-1)));
    expect(found.wis.interval).toHaveProperty('interval');
    expect(found['on-policy'].value!).toBeAllClose(log.reward.reduce((sum, r) => sum + r, 0) / 3);
  });

  it('is one whose model excludes what was observed, and the others have theirs', () => {
    const always: Mdp = {
      nStates: 2,
      nActions: 2,
      rowStart: Uint32Array.of(0, 1, 2, 3, 4),
      nextState: Uint32Array.of(0, 0, 0, 0),
      probability: Float64Array.of(1, 1, 1, 1),
      reward: new Float64Array(4),
      initial: Float64Array.of(1, 0),
      terminal: Uint8Array.of(0, 0),
      outcomes: [{ name: 'going on', reward: 0 }],
      outcome: Uint8Array.of(0, 0),
      source: {},
    };
    const options = { model: always, mechanism: completeMechanism(gumbelMax()), interval: false } as const;
    const evaluate = (estimators: readonly string[]): readonly Estimate[] =>
      offPolicyEvaluation(createRng(1), workedTrajectories, workedTarget, { ...options, estimators }).estimates;
    const found = named(evaluate(['cf', 'wis']));
    expect(found.cf.fault).toMatch(/every observed transition must be possible in the model/);
    expect(found.wis).toEqual(evaluate(['wis'])[0]);
  });

  it('is not one that fails for another reason, which is a mistake and no matter of the log', () => {
    const wrong: Estimator = {
      name: 'wrong',
      summary: '',
      usesWeights: false,
      usesModel: false,
      estimate: () => {
        throw new TypeError('a mistake');
      },
    };
    const evaluate = (): unknown =>
      offPolicyEvaluation(createRng(1), workedTrajectories, workedTarget, { estimators: ['wis', wrong] });
    expect(evaluate).toThrow('a mistake');
  });
});

it('bca of a log of one episode, without which nothing is left, says that its resamples do not differ', () => {
  const [{ interval }] = offPolicyEvaluation(createRng(1), subset(workedTrajectories, [0]), workedTarget, {
    estimators: ['on-policy'],
    interval: { method: 'bca', replicates: 10 },
  }).estimates;
  expect(interval).toMatchObject({
    interval: { lower: 0, upper: 0, warnings: ['all values are the same: the width 0 shows no certainty'] },
  });
});
