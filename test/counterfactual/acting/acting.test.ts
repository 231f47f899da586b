import { describe, expect, it } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import type { ActsByStep } from '../../../src/counterfactual/acting/acting.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import { thinShare } from '../../../src/counterfactual/evaluate/thinShare.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import type { Policy } from '../../../src/mdp/policy.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { type RunStep, counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';

const complete = (mechanism: Mechanism): CompleteMechanism => completeMechanism(mechanism, { rng: createRng(0) });
const mechanisms = [gumbelMax(), inverseCdf(), independent()].map(complete);

/** A model whose rows have 0 to 5 cases, six policies, and a log of up to three steps that it could have written. */
const problem = smallMdp({ maxStates: 4 })
  .chain((mdp) => {
    const size = mdp.nStates * mdp.nActions;
    return fc
      .array(fc.nat({ max: 5 }), { minLength: size, maxLength: size })
      .map((visits) => ({ ...mdp, visits: Uint32Array.from(visits) }));
  })
  .chain((mdp) =>
    fc.record({
      mdp: fc.constant(mdp),
      policies: fc.array(anyPolicy(mdp), { minLength: 6, maxLength: 6 }),
      log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 })),
      mechanism: fc.constantFrom(...mechanisms),
      discount: fc.constantFrom(1, 0.5),
      horizon: fc.integer({ min: 3, max: 4 }),
    }),
  );

/** Another policy at every step, for every pair that is logged, and after the log. */
function turnOf(t: number, logged: { readonly state: number; readonly action: number } | undefined): number {
  return (t + (logged ? 1 + 2 * logged.state + 3 * logged.action : 0)) % 6;
}

function inTurn({ nStates, nActions }: Mdp, policies: readonly Policy[]): ActsByStep {
  return { nStates, nActions, policyAt: (t, logged) => policies[turnOf(t, logged)] };
}

describe('what acts by the step', () => {
  test.prop([problem], { numRuns: 60 })(
    'gives what the enumeration of all runs gives',
    ({ mdp, policies, log, mechanism, discount, horizon }) => {
      const acting = inTurn(mdp, policies);
      const evaluation = evaluateCounterfactual(log, mdp, acting, mechanism, { horizon, discount });
      const marginals = counterfactualMarginals(log, mdp, acting, mechanism, { horizon });
      const nOutcomes = mdp.outcomes.length;
      const target = (t: number, i: number | undefined): Policy =>
        policies[turnOf(t, i === undefined ? undefined : { state: log.state[i], action: log.action[i] })];
      let [steps, thin] = [0, 0];
      for (let e = 0; e < log.nEpisodes; e++) {
        const going = new Float64Array((horizon + 1) * mdp.nStates);
        const count = ({ observed, time, state, action, probability }: RunStep): void => {
          going[time * mdp.nStates + state] += probability;
          const weight = probability * discount ** time;
          const repeats = observed !== undefined && state === log.state[observed] && action === log.action[observed];
          steps += weight;
          if (mdp.visits[state * mdp.nActions + action] <= 2 && !(repeats && mechanism.implicit)) thin += weight;
        };
        const runs = counterfactualRuns({ log, mdp, target, mechanism, horizon, discount }, e, count);
        expect(evaluation.expectedReturn[e]).toBeAllClose(runs.mean, { atol: 1e-11 });
        expect(evaluation.expectedLength[e]).toBeAllClose(runs.steps, { atol: 1e-11 });
        expect(evaluation.returnVariance[e]).toBeAllClose(runs.second - runs.mean ** 2, { atol: 1e-10 });
        expect(evaluation.outcomeProbability.subarray(e * nOutcomes, (e + 1) * nOutcomes)).toBeAllClose(runs.outcomes);
        const living = marginals(e).map((p, i) => p * (1 - mdp.terminal[i % mdp.nStates]));
        expect(living.subarray(0, horizon * mdp.nStates)).toBeAllClose(going.subarray(0, horizon * mdp.nStates), {
          atol: 1e-12,
        });
      }
      expect(thinShare(evaluation)).toBeAllClose(steps === 0 ? 0 : thin / steps, { atol: 1e-12 });
    },
  );

  test.prop([problem], { numRuns: 30 })('is a policy where it always does the same', (drawn) => {
    const { mdp, policies, log, mechanism, discount, horizon } = drawn;
    const [policy] = policies;
    const acting: ActsByStep = { ...inTurn(mdp, policies), policyAt: () => policy };
    const options = { horizon, discount };
    const { nEpisodes, expectedReturn, expectedLength } = evaluateCounterfactual(log, mdp, policy, mechanism, options);
    const byStep = evaluateCounterfactual(log, mdp, acting, mechanism, options);
    expect(byStep.expectedReturn).toBeAllClose(expectedReturn, { atol: 1e-12 });
    expect(byStep.expectedLength).toBeAllClose(expectedLength, { atol: 1e-12 });
    for (let e = 0; e < nEpisodes; e++)
      expect(counterfactualMarginals(log, mdp, acting, mechanism, options)(e)).toBeAllClose(
        counterfactualMarginals(log, mdp, policy, mechanism, options)(e),
        { atol: 1e-12 },
      );
    expect(sampleCounterfactual(createRng(1), log, mdp, acting, mechanism, options)).toEqual(
      sampleCounterfactual(createRng(1), log, mdp, policy, mechanism, options),
    );
    const assumption = findAssumption('stability');
    const bounds = counterfactualBounds(log, mdp, policy, assumption, options);
    const boundsByStep = counterfactualBounds(log, mdp, acting, assumption, options);
    expect(boundsByStep.lower).toBeAllClose(bounds.lower, { atol: 1e-12 });
    expect(boundsByStep.upper).toBeAllClose(bounds.upper, { atol: 1e-12 });
  });

  test.prop([problem], { numRuns: 40 })('is bounded by what an assumption admits', (drawn) => {
    const { mdp, policies, log, discount, horizon } = drawn;
    const acting = inTurn(mdp, policies);
    const { expectedReturn } = evaluateCounterfactual(log, mdp, acting, mechanisms[0], { horizon, discount });
    for (const name of ['none', 'stability', 'stability-all']) {
      const { lower, upper } = counterfactualBounds(log, mdp, acting, findAssumption(name), { horizon, discount });
      expectedReturn.forEach((value, e) => {
        expect(value).toBeGreaterThanOrEqual(lower[e] - 1e-9);
        expect(value).toBeLessThanOrEqual(upper[e] + 1e-9);
      });
    }
  });

  test.prop([problem], { numRuns: 40 })('is sampled as it acts', ({ mdp, policies, log, mechanism, horizon }) => {
    const sampled = sampleCounterfactual(createRng(2), log, mdp, inTurn(mdp, policies), mechanism, { horizon });
    for (let e = 0; e < log.nEpisodes; e++) {
      const [from, length] = [log.episodeStart[e], log.episodeStart[e + 1] - log.episodeStart[e]];
      for (let i = sampled.episodeStart[e]; i < sampled.episodeStart[e + 1]; i++) {
        const t = i - sampled.episodeStart[e];
        const at = from + t;
        const logged = t < length ? { state: log.state[at], action: log.action[at] } : undefined;
        const { probability } = policies[turnOf(t, logged)];
        expect(probability[sampled.state[i] * mdp.nActions + sampled.action[i]]).toBeGreaterThan(0);
      }
    }
  });
});

/**
 * Three states in a row and an end, one action (0) that goes on for sure and another (1) that stays, which is not
 * possible in state 2.
 */
const line: Mdp = {
  nStates: 4,
  nActions: 2,
  rowStart: Uint32Array.of(0, 1, 2, 3, 4, 5, 5, 5, 5),
  nextState: Uint32Array.of(1, 0, 2, 1, 3),
  probability: Float64Array.of(1, 1, 1, 1, 1),
  reward: Float64Array.of(0, 0, 0, 0, 1),
  initial: Float64Array.of(1, 0, 0, 0),
  terminal: Uint8Array.of(0, 0, 0, 1),
  outcomes: [
    { name: 'going on', reward: 0 },
    { name: 'through', reward: 1 },
  ],
  outcome: Uint8Array.of(0, 0, 0, 1),
  source: {},
};

const always = (action: number): Policy => ({
  nStates: 4,
  nActions: 2,
  probability: Float64Array.from({ length: 8 }, (_, row) => Number(row % 2 === action)),
});

/** One run that stayed at first: 0, 0, 1. */
const stayed: Trajectories = (() => {
  const builder = new TrajectoriesBuilder({ nStates: 4, nActions: 2, source: {} });
  builder.step(0, 1, 0, 0);
  builder.step(0, 0, 0, 1);
  builder.endEpisode(false);
  return builder.finish();
})();

describe('what acts by the step and cannot', () => {
  const [goOn, stay] = [always(0), always(1)];
  const acts = (policyAt: ActsByStep['policyAt']): ActsByStep => ({ nStates: 4, nActions: 2, policyAt });
  const all = (acting: ActsByStep, horizon: number): (() => unknown)[] => [
    () => evaluateCounterfactual(stayed, line, acting, mechanisms[0], { horizon }),
    () => counterfactualMarginals(stayed, line, acting, mechanisms[0], { horizon })(0),
    () => sampleCounterfactual(createRng(1), stayed, line, acting, mechanisms[0], { horizon }),
    () => counterfactualBounds(stayed, line, acting, findAssumption('none'), { horizon }),
  ];

  it('may take actions where they are not possible, if it does not come there', () => {
    for (const run of all(
      acts((t) => (t < 2 ? goOn : t === 2 ? goOn : stay)),
      4,
    ))
      expect(run).not.toThrow();
  });

  it('is refused by episode, step and state while the log goes on', () => {
    const longer: Trajectories = {
      ...stayed,
      episodeStart: Uint32Array.of(0, 3),
      state: Int32Array.of(0, 0, 0),
      action: Int32Array.of(1, 1, 0),
      reward: new Float64Array(3),
      nextState: Int32Array.of(0, 0, 1),
      episodeId: ['seven'],
    };
    const acting = acts((t) => (t < 2 ? goOn : stay));
    const message =
      'counterfactual: policy must not take action 1 in state 2 at t = 2 of episode seven, which is not possible there, got probability 1 - choose among 0';
    const options = { horizon: 4 };
    for (const run of [
      () => evaluateCounterfactual(longer, line, acting, mechanisms[0], options),
      () => counterfactualMarginals(longer, line, acting, mechanisms[0], options)(0),
      () => sampleCounterfactual(createRng(1), longer, line, acting, mechanisms[0], options),
      () => counterfactualBounds(longer, line, acting, findAssumption('none'), options),
    ])
      expect(run).toThrow(message);
  });

  it('is refused by step and state after the log', () => {
    for (const run of all(
      acts((t) => (t === 3 ? stay : t === 0 ? stay : goOn)),
      4,
    ))
      expect(run).toThrow(/policy must not take action 1 in state 2 at t = 3/);
  });

  it('must fit the model, say what to do, and have an end in sight', () => {
    const other: Policy = { nStates: 3, nActions: 2, probability: new Float64Array(6) };
    const silent: Policy = { ...goOn, undefinedRows: Uint8Array.of(0, 1, 0, 0) };
    for (const run of all({ ...acts(() => goOn), nStates: 3 }, 4)) expect(run).toThrow(/counterfactual: policy must/);
    for (const run of all(
      acts((t) => (t === 1 ? other : goOn)),
      4,
    ))
      expect(run).toThrow(/counterfactual: step 1: policy must have/);
    for (const run of all(
      acts(() => silent),
      4,
    ))
      expect(run).toThrow(/policy must say what to do in state 1, which it can reach at t = 1 of episode 0/);
    for (const run of all(
      acts(() => goOn),
      Infinity,
    ))
      expect(run).toThrow(/horizon must be finite/);
  });
});
