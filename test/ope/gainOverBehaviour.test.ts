import { expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { tabular } from '../../policies/tabular.js';
import { uniform } from '../../policies/uniform.js';
import { createRng } from '../../src/core/random/rng.js';
import { clippedShifted } from '../../src/ope/estimators/importance/clippedShifted.js';
import { gainByBetting } from '../../src/ope/estimators/importance/gainByBetting.js';
import { type Gain, type GainOptions, gainOverBehaviour } from '../../src/ope/gainOverBehaviour.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { wholeLog } from '../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../src/ope/study/study.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import {
  workedBehaviour,
  workedLog,
  workedResults,
  workedTarget,
  workedTrajectories,
} from '../support/opeOracle/workedLog.js';

const asked = { discount: workedLog.discount, returnRange: [-2, 4] } as const;
const gainOf = (options: GainOptions = {}, study: object = {}) =>
  gainOverBehaviour(wholeLog(prepareStudy(workedTrajectories, workedTarget, { ...asked, ...study })), options);

function found(gain: ReturnType<typeof gainOf>): Gain {
  if ('reason' in gain) throw new Error(gain.reason);
  return gain;
}

const logWeights = [4 / 9, 8 / 3, 2].map(Math.log);
const returns = [1 / 2, 11 / 4, 1];

it('is that of the weights and returns of the log, with a bound for the best of several', () => {
  const two = clippedShifted(logWeights, returns, { leastReturn: -2, level: 1 - 0.05 / 2 });
  const { gain, standardError, lower, shareHeld, terms } = clippedShifted(logWeights, returns, { leastReturn: -2 });
  expect(gain).toBeAllClose(((-5 / 9) * 2.5 + (5 / 3) * 4.75 + 3) / 3);
  const normal = found(gainOf({ candidates: 2 }));
  expect([normal.gain, normal.standardError!, normal.lower, normal.shareHeld, normal.lowerIfChosen]).toBeAllClose([
    gain,
    standardError!,
    lower,
    shareHeld,
    two.lower,
  ]);
  expect(normal).toMatchObject({ level: 0.95, method: 'normal', candidates: 2 });
  const options = { returns: [-2, 4], level: 0.8 } as const;
  const bet = found(gainOf({ method: 'betting', level: 0.8, candidates: 2 }));
  expect([bet.lower, bet.lowerIfChosen]).toBeAllClose([
    gainByBetting(terms, options),
    gainByBetting(terms, { ...options, level: 0.9 }),
  ]);
});

it('is 0 for the behaviour policy itself', () => {
  const study = prepareStudy(workedTrajectories, workedBehaviour, asked);
  expect(gainOverBehaviour(wholeLog(study))).toMatchObject({ gain: 0, standardError: 0, lower: 0, shareHeld: 1 });
});

it('says why there is none', () => {
  expect(gainOf({}, { behaviour: 'estimated' })).toHaveProperty(
    'reason',
    expect.stringMatching(/must be known, got estimated/),
  );
  expect(gainOf({}, { returnRange: undefined })).toHaveProperty(
    'reason',
    expect.stringMatching(/must be known, got none/),
  );
  expect(() => gainOf({ candidates: 0 })).toThrow(/candidates must be an integer of at least 1, got 0/);
});

it('is refused where the weights are too large on average: the policy repeats the accidents of the log', () => {
  const mdp = createEnv('two-armed').exactModel!();
  const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 400, horizon: 1 });
  const one = prepareStudy(log, tabular([0, 0, 0], 2), { returnRange: [0, 1] });
  expect(gainOverBehaviour(wholeLog(one))).toHaveProperty('lower');
  // Half of the probability that the actions were drawn with.
  const halved = { ...log, propensity: log.propensity!.map((p) => p / 2) };
  const study = prepareStudy(halved, uniform(3, 2), { returnRange: [0, 1] });
  expect(gainOverBehaviour(wholeLog(study))).toHaveProperty(
    'reason',
    expect.stringMatching(/must not be above 1 but for chance, got 2\.000 \(standard error 0\.000\)/),
  );
});

it('stands in the result of ope at the level of the lower ends, with the share that is held', () => {
  const result = offPolicyEvaluation(createRng(1), workedTrajectories, workedTarget, {
    ...{ discount: workedLog.discount, candidates: 3, estimators: ['cis'] },
    interval: { method: 'betting', level: 0.9, bounds: { returns: [-2, 4] } },
  });
  expect(result.gain).toEqual(gainOf({ level: 0.95, method: 'betting', candidates: 3 }));
  expect(result.diagnostics.shareHeld).toBeAllClose((4 / 9 + 8 / 3 + 2) / 3);
  // The worked weights are not cut, so that the share is the mean weight.
  expect(workedResults.is).toBeAllClose(returns.reduce((sum, g, e) => sum + Math.exp(logWeights[e]) * g, 0) / 3);
  const bare = offPolicyEvaluation(createRng(1), workedTrajectories, workedTarget, { interval: false });
  expect(bare.leftOut.map(({ estimator }) => estimator)).toEqual(['cis', 'dm-infinite', 'dualdice']);
  expect(bare.gain).toHaveProperty('reason');
});
