import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { createPolicy } from '../../policies/registry.js';
import { softened } from '../../policies/softened.js';
import { uniform } from '../../policies/uniform.js';
import { createRng } from '../../src/core/random/rng.js';
import { refitter } from '../../src/fit/refit/refitter.js';
import { subset } from '../../src/trajectories/subset.js';
import { fit } from '../../src/fit/fit.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import { completeMechanism } from '../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../src/mechanisms/fixed/gumbelMax.js';
import type { Policy } from '../../src/mdp/policy.js';
import { abstractionBetween } from '../../src/mdp/env.js';
import type { Interval } from '../../src/ope/intervals/interval.js';
import { diagnose } from '../../src/ope/diagnose.js';
import { offPolicyEvaluation } from '../../src/ope/offPolicyEvaluation.js';
import { wholeLog } from '../../src/ope/study/countedLog.js';
import { prepareStudy } from '../../src/ope/study/study.js';
import { wholeWeights } from '../../src/ope/study/stepWeights.js';
import { termsRange } from '../../src/ope/intervals/terms/termsRange.js';
import { withBehaviour } from '../../src/ope/study/withBehaviour.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { censored, effectiveSize, largestShare, nWithWeight } from '../support/opeOracle/diagnostics.js';
import { loggedProblem } from '../support/opeOracle/generators.js';
import { without } from '../trajectories/without.js';
import {
  workedBehaviour,
  workedLog,
  workedResults,
  workedTarget,
  workedTrajectories,
} from '../support/opeOracle/workedLog.js';

const evaluate = (options = {}): ReturnType<typeof offPolicyEvaluation> =>
  offPolicyEvaluation(createRng(1), workedTrajectories, workedTarget, {
    discount: workedLog.discount,
    interval: { replicates: 50 },
    ...options,
  });

describe('offPolicyEvaluation', () => {
  it('gives every estimator that applies a value and an interval, magic apart', () => {
    const { estimates } = evaluate();
    expect(estimates.map(({ estimator }) => estimator)).toEqual([
      'on-policy',
      'is',
      'wis',
      'pdis',
      'wpdis',
      'dm',
      'dm-infinite',
      'dr',
      'wdr',
      'magic',
      'mis',
      'dualdice',
      'cdf',
    ]);
    for (const { estimator, value, interval } of estimates) {
      expect(Number.isFinite(value)).toBe(true);
      expect(interval !== undefined && 'interval' in interval).toBe(estimator !== 'magic');
    }
    // Without a discount those that have no horizon do not apply; asked for by name they say why.
    expect(evaluate({ discount: 1 }).estimates.map(({ estimator }) => estimator)).not.toContain('dualdice');
    expect(evaluate({ discount: 1, estimators: ['dualdice', 'is'] }).estimates[0].fault).toMatch(
      /discount must be below 1 where there is no horizon, got 1 - give a discount, or use dm/,
    );
  });

  it('gives the same whatever else is asked for', () => {
    const alone = evaluate({ estimators: ['wdr'] }).estimates[0];
    const among = evaluate().estimates.find(({ estimator }) => estimator === 'wdr');
    expect(alone).toEqual(among);
  });

  it('has an interval for the distribution of the return, too', () => {
    const [{ statistics }] = evaluate({ estimators: ['cdf'] }).estimates;
    expect(Object.keys(statistics!)).toContain('quantile 0.5');
    for (const { interval } of Object.values(statistics!)) expect(interval).toHaveProperty('interval');
  });

  it('takes a mechanism for cf, with its given model held fixed or with one fitted to each resample', () => {
    const mechanism = completeMechanism(gumbelMax());
    const env = createEnv('gridworld');
    const log = simulate(createRng(1), env, createPolicy('uniform', env.exactModel!()), { episodes: 30, horizon: 8 });
    const { mdp } = fit(log, undefined);
    const target = softened(policyIteration(mdp, { discount: 0.9 }).policy, 0.3);
    const policy: Policy = { nStates: target.nStates, nActions: target.nActions, probability: target.probability };
    const run = (options: object): number[] => {
      const { estimates } = offPolicyEvaluation(createRng(1), log, policy, {
        estimators: ['cf', 'dm'],
        mechanism,
        horizon: 8,
        interval: { replicates: 8 },
        ...options,
      });
      return estimates.flatMap(({ value, interval }) => [
        value!,
        (interval as { interval: { lower: number } }).interval.lower,
      ]);
    };
    const [given, fitted] = [run({ model: mdp }), run({})];
    expect(given[0]).toBeAllClose(fitted[0]);
    expect(given[1]).not.toBeAllClose(fitted[1], { rtol: 1e-3, atol: 0 });
    // A model that is fitted anew to each resample is the same as none that is given.
    const again = refitter(mdp, log, undefined);
    const refitted = run({ model: mdp, refit: (episodes: Uint32Array) => again(subset(log, episodes)) });
    expect(refitted.slice(0, 2)).toBeAllClose(fitted.slice(0, 2));
    expect(refitted[2]).toBe(given[2]);
    expect(refitted[3]).not.toBeAllClose(given[3], { rtol: 1e-3, atol: 0 });
    expect(() => evaluate({ estimators: ['cf'] })).toThrow(/cf needs a causal mechanism/);
  });

  it('leaves cf out of what applies where a model is fitted to each resample, and says so', () => {
    const env = createEnv('two-armed');
    const log = simulate(createRng(1), env, createPolicy('uniform', env.exactModel!()), { episodes: 8, horizon: 1 });
    const { mdp } = fit(log, undefined);
    const target = uniform(3, 2);
    const options = { model: mdp, mechanism: completeMechanism(gumbelMax()), interval: { replicates: 2 } };
    const again = offPolicyEvaluation(createRng(1), log, target, { ...options, refit: () => mdp });
    expect(again.model).toBe('refitted');
    expect(again.estimates.map(({ estimator }) => estimator)).not.toContain('cf');
    expect(again.leftOut).toContainEqual({
      estimator: 'cf',
      reason: expect.stringContaining('takes long') as string,
    });
    const once = offPolicyEvaluation(createRng(1), log, target, options);
    expect([once.model, once.estimates.at(-1)!.estimator]).toEqual(['given', 'cf']);
  });

  it('refuses what does not fit', () => {
    expect(() => evaluate({ refit: () => fit(workedTrajectories, undefined).mdp })).toThrow(
      'ope: refit must go with the model that it fits anew, got none',
    );
    expect(() => evaluate({ horizon: 2 })).toThrow(
      'ope: horizon must be at least 3, the longest episode, got 2 - leave it out',
    );
    expect(() => evaluate({ crossFit: 4 })).toThrow('crossFit must be an integer from 1 to the 3 episodes, got 4');
    expect(() => evaluate({ estimators: ['wisdom'] })).toThrow(/must be among on-policy, is, .*cf, got 'wisdom'/);
    expect(() => evaluate({ interval: { method: 'guess' } })).toThrow(/must be one of bootstrap, bca.*got 'guess'/);
    const excluding: Policy = { ...workedBehaviour, probability: Float64Array.of(0.75, 0.25, 0, 1) };
    expect(() => evaluate({ interval: { method: 't', level: 2 } })).toThrow('ope: level must be in (0, 1), got 2');
    expect(() => evaluate({ interval: { method: 't', bounds: { returns: [1, -1] } } })).toThrow(
      /ope: bounds: a range must have its least value below its greatest, got \[1, -1\]/,
    );
    const unknown = without(workedTrajectories, 'propensity');
    expect(() => prepareStudy(unknown, workedTarget, { behaviour: excluding })).toThrow(
      /episode 1, t 1: the behaviour policy must allow the logged action 0 in state 1/,
    );
    const other: Policy = { ...workedBehaviour, probability: Float64Array.of(0.7, 0.3, 0.25, 0.75) };
    expect(() => evaluate({ behaviour: other })).toThrow(/logged probability must be the behaviour policy's \(0.7\)/);
    expect(() => prepareStudy(unknown, workedTarget, { behaviour: 'logged' })).toThrow(
      /must have the probabilities of its actions, got none/,
    );
  });
});

describe('intervals of estimates', () => {
  const withInterval = (method: string, bounds = {}, options = {}): ReturnType<typeof evaluate>['estimates'] =>
    evaluate({ interval: { method, bounds }, ...options }).estimates;

  it('from terms are for means and ratios, with a guarantee for unbiased means alone', () => {
    const reasons = (estimates: ReturnType<typeof withInterval>): Record<string, string | undefined> =>
      Object.fromEntries(
        estimates.map(({ estimator, interval }) => [
          estimator,
          interval && 'reason' in interval ? interval.reason : undefined,
        ]),
      );
    expect(reasons(withInterval('t'))).toMatchObject({ is: undefined, wdr: undefined, dm: /^t is for means/ });
    const bounds = { returns: [-2, 6], rewards: [-1, 3], ratio: 2 };
    expect(reasons(withInterval('hoeffding', bounds))).toMatchObject({
      'on-policy': undefined,
      is: undefined,
      pdis: undefined,
      wis: /^hoeffding is for unbiased means/,
    });
    expect(reasons(withInterval('betting-weights', bounds))).toMatchObject({ is: undefined, pdis: /is for weighted/ });
    expect(reasons(withInterval('hoeffding', bounds, { behaviour: 'estimated' }))).toMatchObject({
      'on-policy': undefined,
      is: /needs the behaviour policy known/,
    });
    expect(reasons(withInterval('hoeffding'))).toMatchObject({ is: /needs the possible range of returns, got none/ });
    expect(reasons(withInterval('hoeffding', { returns: [-2, 6] }))).toMatchObject({
      'on-policy': undefined,
      is: /needs the largest possible ratio/,
    });
  });

  it('say so where they do not hold the estimate', () => {
    const env = createEnv('sepsis');
    const log = simulate(createRng(1), env, createPolicy('physician', env.exactModel!()), {
      episodes: 200,
      horizon: 20,
    });
    const space = { abstraction: abstractionBetween(env, 'observed', 'projected'), outcomes: env.outcomes };
    const { policy } = policyIteration(fit(log, space).mdp, { discount: 0.99 });
    const patients = projectTrajectories(log, env, 'projected', 'direct');
    const { estimates } = offPolicyEvaluation(createRng(1), patients, policy, {
      estimators: ['dm', 'on-policy'],
      interval: { replicates: 100 },
    });
    const warnings = estimates.map(({ interval }) => (interval as { interval: Interval }).interval.warnings ?? []);
    // Pairs seen once are gone from a third of the resamples, and with them what the policy hoped for.
    expect(warnings[0].join()).toMatch(/does not hold the estimate itself/);
    expect(warnings[1]).toEqual([]);
  });

  it('take their ranges from what is possible, not from what was seen', () => {
    // e / b is at most .5 / .25 = 2, over 3 steps 8; discounts 1, 1/2, 1/4.
    const study = prepareStudy(workedTrajectories, workedTarget, { discount: 0.5, behaviour: workedBehaviour });
    expect(termsRange(study, 'return', { returns: [-1, 3] }).range).toEqual([-1, 3]);
    const { range, cut } = termsRange(study, 'weighted return', { returns: [1, 3] });
    expect([range, cut]).toEqual([
      [0, 24],
      [1, 3],
    ]);
    const rewards = termsRange(study, 'weighted rewards', { rewards: [-1, 3] });
    expect(rewards.range).toBeAllClose([-(2 + 4 / 2 + 8 / 4), 3 * (2 + 4 / 2 + 8 / 4)]);
    expect(rewards.cut).toBeAllClose([-1.75, 5.25]);
  });
});

describe('diagnostics', () => {
  test.prop([loggedProblem()])('equal the second implementation', ({ problem, trajectories, target }) => {
    const found = diagnose(wholeLog(prepareStudy(trajectories, target, { discount: problem.discount })));
    expect(found.effectiveSampleSize).toBeAllClose(effectiveSize(problem, problem.horizon - 1), { rtol: 1e-9 });
    expect(found.effectiveSampleSizeByStep).toBeAllClose(
      Array.from({ length: problem.horizon }, (_, t) => effectiveSize(problem, t)),
      { rtol: 1e-9 },
    );
    expect(found.largestWeightShare).toBeAllClose(largestShare(problem), { rtol: 1e-9 });
    expect(found.nPositive).toBe(nWithWeight(problem));
    expect(found.censored).toEqual(censored(problem).map(String));
  });

  it('of the worked log are those beside it', () => {
    const { diagnostics } = evaluate();
    expect(diagnostics.effectiveSampleSizeByStep).toBeAllClose(workedResults.effectiveSizes);
    expect(diagnostics.largestWeightShare).toBeAllClose(workedResults.largestShare);
    expect(diagnostics.warnings).toEqual([
      '3 of 3 trajectories carry the weighted estimates, worth 2.3 of equal weight.',
      'One trajectory has 52 % of the weight.',
      "By the model fitted to the log 100.0 % of the target policy's runs take an action that the log has at most twice in that state: what follows is guessed, whatever the probabilities, and no interval shows it.",
    ]);
  });

  it('list where the target policy leaves the support, by name', () => {
    const target: Policy = { ...workedTarget, probability: Float64Array.of(0, 1, 0.5, 0.5) };
    const behaviour: Policy = { ...workedBehaviour, probability: Float64Array.of(1, 0, 0.5, 0.5) };
    const episode: Trajectories = {
      ...workedTrajectories,
      nEpisodes: 1,
      episodeStart: Uint32Array.of(0, 1),
      state: Int32Array.of(0),
      action: Int32Array.of(0),
      reward: Float64Array.of(1),
      nextState: Int32Array.of(1),
      terminated: Uint8Array.of(1),
      propensity: Float64Array.of(1),
      source: {},
    };
    const labels = { state: (s: number) => `room ${s}`, action: (a: number) => `door ${a}` };
    const { supportViolations, support, warnings } = diagnose(
      wholeLog(prepareStudy(episode, target, { behaviour })),
      labels,
    );
    expect(support).toBe('known');
    expect(supportViolations).toEqual([
      { state: 0, action: 1, label: 'door 1 in room 0', visits: 1, targetProbability: 1 },
    ]);
    expect(warnings[0]).toMatch(/^None of the 1 trajectories could have been the target policy's/);
    expect(warnings[1]).toMatch(/^In 1 visited states and actions .* \(it would at 100.0 % of the steps\)/);
    const unknown = diagnose(wholeLog(prepareStudy(episode, target)));
    expect(unknown.support).toBe('logged');
    expect(unknown.supportViolations).toHaveLength(1);
  });
});

describe('in sepsis', () => {
  const env = createEnv('sepsis');
  const truth = env.exactModel!();
  const physician = createPolicy('physician', truth);
  const log = simulate(createRng(4), env, physician, { episodes: 150, horizon: 20 });

  it('knows a behaviour policy that saw more than the log shows', () => {
    const { propensity } = log;
    const bare = without(log, 'propensity');
    const seen = projectTrajectories(bare, env, 'full');
    const patients = projectTrajectories(bare, env, 'projected', 'direct');
    const { propensities } = withBehaviour(patients, seen, physician);
    expect(log.action.reduce((sum, a, i) => sum + propensities![i * 8 + a], 0)).toBeAllClose(
      propensity!.reduce((sum, p) => sum + p, 0),
    );
    expect(() => withBehaviour(patients, bare, physician)).toThrow(/must be over the 720 states/);
  });

  it('with the true model and full states dm and dr are near the truth', () => {
    const full = projectTrajectories(log, env, 'full');
    const target = softened(createPolicy('optimal', truth), 0.1);
    const value = policyValue(truth, target, { horizon: 20 }).value;
    const { estimates } = offPolicyEvaluation(createRng(1), full, target, {
      model: truth,
      behaviour: physician,
      estimators: ['dm'],
      interval: { method: 'bootstrap', replicates: 200, level: 0.999 },
    });
    const { interval } = estimates[0].interval as { interval: { lower: number; upper: number } };
    expect(interval.lower).toBeLessThan(value);
    expect(interval.upper).toBeGreaterThan(value);
  });
});

describe('weights that leave the range of numbers', () => {
  test.prop([fc.integer({ min: 400, max: 1200 }), fc.boolean()])('are kept by logarithm', (steps, rare) => {
    // Two episodes of many steps: one action taken throughout, of ratio 4 or 1/4, but for the last step of the second.
    const action = new Int32Array(2 * steps).fill(rare ? 1 : 0);
    action[2 * steps - 1] = rare ? 0 : 1;
    const long: Trajectories = {
      nEpisodes: 2,
      nStates: 1,
      nActions: 2,
      episodeStart: Uint32Array.of(0, steps, 2 * steps),
      state: new Int32Array(2 * steps),
      action,
      reward: Float64Array.from({ length: 2 * steps }, (_, i) => (i === steps - 1 ? 1 : i === 2 * steps - 1 ? 2 : 0)),
      nextState: new Int32Array(2 * steps),
      terminated: Uint8Array.of(1, 1),
      source: {},
    };
    const behaviour: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.2, 0.8) };
    const target: Policy = { nStates: 1, nActions: 2, probability: Float64Array.of(0.8, 0.2) };
    const sample = wholeLog(prepareStudy(long, target, { behaviour }));
    // The two differ by the ratio of the last step alone: 4 against 1/4.
    const [first, second] = rare ? [1 / 17, 16 / 17] : [16 / 17, 1 / 17];
    const { estimates } = offPolicyEvaluation(createRng(1), long, target, {
      behaviour,
      estimators: ['wis', 'wpdis'],
      interval: false,
    });
    for (const { value } of estimates) expect(value).toBeAllClose(first + 2 * second, { rtol: 1e-9 });
    // One by one they may be beyond what a number holds; their sums, and so the estimates, are not.
    const log = Math.log(wholeWeights(sample.weights())[0]);
    if (steps * Math.log(4) > 740) expect(log).toBe(rare ? -Infinity : Infinity);
    else if (steps * Math.log(4) < 700) expect(log).toBeAllClose((rare ? -1 : 1) * steps * Math.log(4));
  });
});
