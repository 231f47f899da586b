import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { softened } from '../../../policies/softened.js';
import { tabular } from '../../../policies/tabular.js';
import { uniform } from '../../../policies/uniform.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyOfSteps } from '../../../src/mdp/overTime/policyOfSteps.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { offPolicyEvaluation } from '../../../src/ope/offPolicyEvaluation.js';
import { prepareStudy } from '../../../src/ope/study/study.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const HORIZON = 3;
const chain = createEnv('chain').exactModel!();
const loggedBy = uniform(chain.nStates, chain.nActions);
const log = simulate(createRng(4), chain, loggedBy, { episodes: 300, horizon: HORIZON, propensities: 'all' });
const all = (action: number): ReturnType<typeof tabular> =>
  softened(tabular(new Array<number>(chain.nStates).fill(action), chain.nActions), 0.2);
const plan = policyOfSteps([all(0), all(1), all(0)]);
/** Two states in turn: the action of the state's number pays 1. */
const turns: Mdp = {
  nStates: 2,
  nActions: 2,
  rowStart: Uint32Array.of(0, 1, 2, 3, 4),
  nextState: Uint32Array.of(1, 1, 0, 0),
  probability: Float64Array.of(1, 1, 1, 1),
  reward: Float64Array.of(1, 0, 0, 1),
  initial: Float64Array.of(1, 0),
  terminal: new Uint8Array(2),
  outcomes: [{ name: 'going on', reward: 0 }],
  outcome: new Uint8Array(2),
  source: {},
};
const STATIONARY = ['dm-infinite', 'dualdice'];

describe('off-policy evaluation of a policy over time', () => {
  const problem = smallMdp({ maxStates: 4 }).chain((mdp) =>
    fc.record({
      mdp: fc.constant(mdp),
      policy: anyPolicy(mdp),
      log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 6, horizon: HORIZON })),
    }),
  );
  test.prop([problem, fc.constantFrom('estimated' as const, undefined), fc.boolean()], { numRuns: 30 })(
    'that does the same at every step is that of the stationary one',
    ({ mdp, policy, log }, behaviour, given) => {
      const options = {
        horizon: HORIZON,
        discount: 0.9,
        behaviour,
        interval: false as const,
        ...(given && { model: mdp, mechanism: completeMechanism(gumbelMax()) }),
      };
      const result = (target: Parameters<typeof offPolicyEvaluation>[2]) =>
        offPolicyEvaluation(createRng(1), log, target, options);
      const [same, own] = [result(repeated(policy, HORIZON)), result(policy)];
      const expected = own.estimates.filter(({ estimator }) => !STATIONARY.includes(estimator));
      expect(same.estimates.map(({ estimator }) => estimator)).toEqual(expected.map(({ estimator }) => estimator));
      same.estimates.forEach(({ value, fault }, i) => {
        expect(fault).toBe(expected[i].fault);
        if (value !== undefined) expect(value).toBeAllClose(expected[i].value!, { rtol: 1e-9, atol: 1e-9 });
      });
      expect(same.diagnostics.effectiveSampleSize).toBeAllClose(own.diagnostics.effectiveSampleSize);
      expect(same.diagnostics.thinSupport.never).toBeAllClose(own.diagnostics.thinSupport.never, { atol: 1e-9 });
      expect(same.diagnostics.thinSupport.atMostTwice).toBeAllClose(own.diagnostics.thinSupport.atMostTwice, {
        atol: 1e-9,
      });
      expect(same.diagnostics.supportViolations.map(({ state, action }) => [state, action])).toEqual(
        own.diagnostics.supportViolations.map(({ state, action }) => [state, action]),
      );
    },
  );

  it('weighs each step by what the policy does then', () => {
    const { estimates } = offPolicyEvaluation(createRng(1), log, plan, {
      discount: 0.9,
      interval: false,
      estimators: ['pdis', 'is', 'mis'],
    });
    let [perDecision, whole] = [0, 0];
    for (let e = 0; e < log.nEpisodes; e++) {
      let [weight, earned] = [1, 0];
      for (let t = 0; t < log.episodeStart[e + 1] - log.episodeStart[e]; t++) {
        const i = log.episodeStart[e] + t;
        weight *= (log.action[i] === [0, 1, 0][t] ? 0.8 : 0.2) / 0.5;
        perDecision += (0.9 ** t * weight * log.reward[i]) / log.nEpisodes;
        earned += 0.9 ** t * log.reward[i];
      }
      whole += (weight * earned) / log.nEpisodes;
    }
    expect(estimates[0].value!).toBeAllClose(perDecision);
    expect(estimates[1].value!).toBeAllClose(whole);
  });

  it('comes near the value as the log grows', () => {
    const n = 40_000;
    const long = simulate(createRng(5), turns, uniform(2, 2), { episodes: n, horizon: HORIZON, propensities: 'taken' });
    const pair = [0, 1].map((action) => softened(tabular([action, action], 2), 0.2));
    const truth = policyValue(turns, policyOfSteps([pair[0], pair[1], pair[0]]), { horizon: HORIZON }).value;
    expect(truth).toBeAllClose(3 * 0.8);
    const { estimates } = offPolicyEvaluation(createRng(1), long, policyOfSteps([pair[0], pair[1], pair[0]]), {
      interval: false,
      estimators: ['is', 'pdis', 'dr', 'wdr', 'mis', 'dm'],
    });
    // Hoeffding's bound for terms from 0 to 1.6³ · 3: is and pdis are further off one time in a million, and the others
    // err less. By the wrong step it would be 0.6 · 3.
    const bound = 1.6 ** 3 * HORIZON * Math.sqrt(Math.log(2e6) / (2 * n));
    expect(bound).toBeLessThan(0.2);
    for (const { value } of estimates) expect(Math.abs(value! - truth)).toBeLessThan(bound);
  });

  it('has values by time in a given model', () => {
    const starts: Mdp = { ...chain, initial: new Float64Array(chain.nStates) };
    for (let e = 0; e < log.nEpisodes; e++) starts.initial[log.state[log.episodeStart[e]]] += 1 / log.nEpisodes;
    const { estimates } = offPolicyEvaluation(createRng(1), log, plan, {
      discount: 0.9,
      model: chain,
      interval: false,
      estimators: ['dm'],
    });
    expect(estimates[0].value!).toBeAllClose(policyValue(starts, plan, { horizon: HORIZON, discount: 0.9 }).value);
  });

  it('leaves out what needs a stationary policy, and says why', () => {
    const { leftOut } = offPolicyEvaluation(createRng(1), log, plan, { discount: 0.9, interval: false });
    expect(leftOut.map(({ estimator }) => estimator)).toEqual(expect.arrayContaining(STATIONARY));
    for (const { estimator, reason } of leftOut)
      if (STATIONARY.includes(estimator)) expect(reason).toMatch(/^it needs a policy that does the same at every step/);
    expect(() => offPolicyEvaluation(createRng(1), log, plan, { discount: 0.9, estimators: ['dm-infinite'] })).toThrow(
      'dm-infinite: it needs a policy that does the same at every step',
    );
  });

  it('needs a step of the policy for each of the horizon, and what to do in each that is logged', () => {
    expect(() => prepareStudy(log, plan, { horizon: 4 })).toThrow(
      new ArgumentError(
        'ope: a policy over 3 steps says nothing of later ones, got runs of 4 steps - take a horizon of at most 3, or find the policy for a longer one',
      ),
    );
    const blank = (t: number) => ({
      ...plan,
      undefinedRows: new Uint8Array(3 * chain.nStates).fill(1, t * chain.nStates, (t + 1) * chain.nStates),
    });
    expect(() => prepareStudy(log, blank(1))).toThrow(
      /ope: policy must say what to do in state \d+, which the log visits at step 1/,
    );
    expect(() => prepareStudy({ ...log, source: { ...log.source, horizon: 3 } }, blank(2), { model: chain })).toThrow(
      /at step 2/,
    );
  });

  it('counts thin support by what is done at each step', () => {
    const cut = simulate(createRng(1), chain, tabular(new Array<number>(chain.nStates).fill(0), chain.nActions), {
      episodes: 50,
      horizon: 2,
    });
    const first = policyOfSteps([0, 1].map((a) => tabular(new Array<number>(chain.nStates).fill(a), chain.nActions)));
    const { diagnostics } = offPolicyEvaluation(createRng(1), cut, first, {
      interval: false,
      estimators: ['on-policy'],
    });
    // The first step is what the log does; the second it never does.
    const going =
      1 -
      [...cut.terminated].filter((end, e) => end === 1 && cut.episodeStart[e + 1] - cut.episodeStart[e] === 1).length /
        50;
    expect(diagnostics.thinSupport.never).toBeAllClose(going);
    expect(diagnostics.supportViolations.every(({ action }) => action === 1)).toBe(true);
    expect(diagnostics.supportViolations.length).toBeGreaterThan(0);
  });
});
