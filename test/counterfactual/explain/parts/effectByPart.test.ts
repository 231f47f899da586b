import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../../envs/registry.js';
import { createPolicy } from '../../../../policies/registry.js';
import { softened } from '../../../../policies/softened.js';
import { ArgumentError } from '../../../../src/core/errors.js';
import { createRng } from '../../../../src/core/random/rng.js';
import { evaluateCounterfactual } from '../../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../../../../src/counterfactual/evaluate/summarizeCounterfactual.js';
import { effectByPart } from '../../../../src/counterfactual/explain/parts/effectByPart.js';
import { summarizeByPart } from '../../../../src/counterfactual/explain/parts/summarizeByPart.js';
import { fit } from '../../../../src/fit/fit.js';
import { fitSpaceOf } from '../../../../src/fit/fitSpaceOf.js';
import type { Mdp } from '../../../../src/mdp/mdp.js';
import { policyIteration } from '../../../../src/mdp/optimise/policyIteration.js';
import type { Policy } from '../../../../src/mdp/policy.js';
import { completeMechanism } from '../../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../../src/mechanisms/fixed/inverseCdf.js';
import { projectTrajectories } from '../../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../../src/trajectories/simulate/simulate.js';
import { counterfactualRuns } from '../../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../../support/generators.js';

/** -, V, A, AV */
const parts = [
  { name: 'a', on: [0, 0, 1, 1] },
  { name: 'v', on: [0, 1, 0, 1] },
];
const mechanisms = [gumbelMax(), inverseCdf()].map((mechanism) => completeMechanism(mechanism));

/** A model of four actions, a target that may draw among them, and a log of up to three steps, cut off or not. */
const problem = smallMdp({ maxStates: 4, maxActions: 4 })
  .filter(({ nActions }) => nActions === 4)
  .chain((mdp) =>
    fc.record({
      mdp: fc.constant(mdp),
      target: anyPolicy(mdp),
      log: anyPolicy(mdp).chain((behaviour) => logOf(mdp, behaviour, { maxEpisodes: 2, horizon: 3 })),
      mechanism: fc.constantFrom(...mechanisms),
      discount: fc.constantFrom(1, 0.5),
      horizon: fc.integer({ min: 3, max: 4 }),
    }),
  );

/** In every state the target's action with these of its parts, 1 for a and 2 for v, and the others as logged. */
function mixed({ nStates }: Mdp, target: Policy, set: number, logged: number): Policy {
  const probability = new Float64Array(4 * nStates);
  for (let s = 0; s < nStates; s++)
    for (let a = 0; a < 4; a++) {
      const [ofA, ofV] = [set & 1 ? a : logged, set & 2 ? a : logged];
      probability[4 * s + (ofA & 2) + (ofV & 1)] += target.probability[4 * s + a];
    }
  return { nStates, nActions: 4, probability };
}

describe('effectByPart', () => {
  test.prop([problem], { numRuns: 60 })(
    'is what the enumeration of all runs of the four plans gives',
    ({ mdp, target, log, mechanism, discount, horizon }) => {
      const found = effectByPart(log, mdp, target, mechanism, { parts, discount, horizon });
      const { effect, observedReturn } = evaluateCounterfactual(log, mdp, target, mechanism, { discount, horizon });
      for (let e = 0; e < log.nEpisodes; e++) {
        const [none, a, v, both] = [0, 1, 2, 3].map((set) => {
          const acting = (_: number, i: number | undefined): Policy =>
            i === undefined ? target : mixed(mdp, target, set, log.action[i]);
          return counterfactualRuns({ log, mdp, target: acting, mechanism, horizon, discount }, e).mean;
        });
        expect(found.value.subarray(4 * e, 4 * e + 4)).toBeAllClose([none, a, v, both], { atol: 1e-12 });
        const ofA = (a - none + (both - v)) / 2;
        const ofV = (v - none + (both - a)) / 2;
        expect(found.contribution.subarray(2 * e, 2 * e + 2)).toBeAllClose([ofA, ofV], { atol: 1e-12 });
        expect(found.afterLog[e]).toBeAllClose(none - observedReturn[e], { atol: 1e-12 });
        expect(ofA + ofV + found.afterLog[e]).toBeAllClose(effect[e], { atol: 1e-12 });
      }
    },
  );

  const env = createEnv('sepsis');
  const physician = createPolicy('physician', env.exactModel!());
  const recorded = simulate(createRng(4), env, physician, { episodes: 60, horizon: 12 });
  const { mdp } = fit(recorded, fitSpaceOf(env, 'observed', 'projected'));
  const log = projectTrajectories(recorded, env, 'projected', 'direct');
  const target = softened(policyIteration(mdp, { discount: 0.9 }).policy, 0.2);
  const mechanism = mechanisms[0];

  it('shares the effect of the sepsis simulator out among its treatments', () => {
    const found = effectByPart(log, mdp, target, mechanism);
    expect(found.parts).toEqual(['antibiotics', 'ventilation', 'vasopressors']);
    const { effect, expectedReturn } = evaluateCounterfactual(log, mdp, target, mechanism);
    const sums = effect.map(
      (_, e) => found.contribution.subarray(3 * e, 3 * e + 3).reduce((a, b) => a + b, 0) + found.afterLog[e],
    );
    expect(sums).toBeAllClose(effect, { atol: 1e-12 });
    expect(expectedReturn.map((_, e) => found.value[8 * e + 7])).toBeAllClose(expectedReturn, { atol: 1e-12 });
    // What ended is as it was; what was cut off goes on.
    for (let e = 0; e < log.nEpisodes; e++) if (log.terminated[e] === 1) expect(found.afterLog[e]).toBe(0);
    const length = (e: number): number => log.episodeStart[e + 1] - log.episodeStart[e];
    const cut = Array.from({ length: log.nEpisodes }, (_, e) => e).filter((e) => log.terminated[e] === 0);
    expect(cut.map(length)).toEqual(cut.map(() => 12));
    const goingOn = effectByPart(log, mdp, target, mechanism, { horizon: 20 });
    expect(cut.some((e) => Math.abs(goingOn.afterLog[e]) > 0.01)).toBe(true);
  });

  it('adds up in the mean, by the resamples of the effect', () => {
    const found = effectByPart(log, mdp, target, mechanism);
    const { parts: means, afterLog } = summarizeByPart(createRng(2), found, { replicates: 100 });
    const evaluation = evaluateCounterfactual(log, mdp, target, mechanism);
    const { effect } = summarizeCounterfactual(createRng(2), evaluation, { replicates: 100 });
    expect(means.map(({ name }) => name)).toEqual(found.parts);
    expect(means.reduce((sum, { mean }) => sum + mean, afterLog.mean)).toBeAllClose(effect.mean, { atol: 1e-12 });
    // One part that is all of them has the interval of the effect.
    const whole = { ...found, parts: ['all'], contribution: evaluation.effect };
    const [{ name, ...all }] = summarizeByPart(createRng(2), whole, { replicates: 100 }).parts;
    expect([name, all]).toEqual(['all', effect]);
  });

  it('needs parts of these actions', () => {
    const { actionParts, ...bare } = mdp;
    expect(() => effectByPart(log, bare, target, mechanism)).toThrow(
      new ArgumentError(
        'effectByPart: what actions are made of must be known, got nothing of it - name their parts, as antibiotics=1,3',
      ),
    );
    const short = actionParts!.map(({ name }) => ({ name, on: [0, 1] }));
    expect(() => effectByPart(log, mdp, target, mechanism, { parts: short })).toThrow(
      new ArgumentError("effectByPart: actionParts: on of 'antibiotics' must have length 8, got 2"),
    );
  });

  it('refuses a mechanism by which nothing changed is no effect of nothing', () => {
    expect(() => effectByPart(log, mdp, target, completeMechanism(independent()))).toThrow(
      new ArgumentError(
        "effectByPart: the mechanism must repeat what was observed where the same is done in the same state, got 'independent', which draws anew - take one that is a function of its noise, such as gumbel-max",
      ),
    );
  });

  it('refuses a combination that is not possible where it would be taken', () => {
    // One state in which V alone is not possible: the doctors gave nothing, the target gives both.
    const lacking: Mdp = {
      nStates: 2,
      nActions: 4,
      rowStart: Uint32Array.of(0, 1, 1, 2, 3, 3, 3, 3, 3),
      nextState: Uint32Array.of(1, 1, 1),
      probability: Float64Array.of(1, 1, 1),
      reward: Float64Array.of(0, 0, 1),
      initial: Float64Array.of(1, 0),
      terminal: Uint8Array.of(0, 1),
      outcomes: [
        { name: 'on', reward: 0 },
        { name: 'over', reward: 0 },
      ],
      outcome: Uint8Array.of(0, 1),
      source: {},
    };
    const nothing = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0);
    const both = Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1);
    const policy = (probability: Float64Array): Policy => ({ nStates: 2, nActions: 4, probability });
    const untreated = simulate(createRng(1), lacking, policy(nothing), { episodes: 1, horizon: 1 });
    expect(() => effectByPart(untreated, lacking, policy(both), mechanism, { parts })).toThrow(
      "effectByPart: with the target's choice of v and the log's of the rest, counterfactual: policy must not take action 1 in state 0 at t = 0 of episode 0, which is not possible there, got probability 1 - choose among 0, 2, 3",
    );
  });
});
