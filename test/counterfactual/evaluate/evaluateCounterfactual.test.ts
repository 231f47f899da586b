import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { counterfactualMarginals } from '../../../src/counterfactual/chain/counterfactualMarginals.js';
import { counterfactualBounds } from '../../../src/counterfactual/evaluate/counterfactualBounds.js';
import { visitedPairs } from '../../../src/counterfactual/effects/visitedPairs.js';
import type { CounterfactualOptions } from '../../../src/counterfactual/evaluate/counterfactualOptions.js';
import { evaluateCounterfactual } from '../../../src/counterfactual/evaluate/evaluateCounterfactual.js';
import { sampleCounterfactual } from '../../../src/counterfactual/evaluate/sampleCounterfactual.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { counterfactualRuns } from '../../support/counterfactualRuns.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';
import { oneAction } from '../../support/oneAction.js';
import { hoeffdingBound } from '../../support/statistics.js';

const complete = (mechanism: Mechanism): CompleteMechanism => completeMechanism(mechanism, { rng: createRng(0) });
const mechanisms = [gumbelMax(), inverseCdf(), maximal(), independent()].map(complete);

/** A model, a behaviour and a target policy, and a log that the model could have written. */
const problem = smallMdp({ maxStates: 5 }).chain((mdp) =>
  fc.tuple(anyPolicy(mdp), anyPolicy(mdp)).chain(([behaviour, target]) =>
    fc.record({
      mdp: fc.constant(mdp),
      behaviour: fc.constant(behaviour),
      target: fc.constant(target),
      log: logOf(mdp, behaviour, { maxEpisodes: 3, horizon: 3 }),
      mechanism: fc.constantFrom(...mechanisms),
      discount: fc.constantFrom(1, 0.5),
    }),
  ),
);

describe('evaluateCounterfactual', () => {
  test('says how far it is some hundred times, however many episodes there are', () => {
    const ended = oneAction([[{ next: 1, p: 1 }], []]);
    const told = (n: number): number[] => {
      const [alike, starts] = [new Int32Array(n), Uint32Array.from({ length: n + 1 }, (_, e) => e)];
      const log: Trajectories = {
        nEpisodes: n,
        nStates: 2,
        nActions: 1,
        episodeStart: starts,
        state: alike,
        action: alike,
        reward: new Float64Array(n),
        nextState: alike.map(() => 1),
        terminated: new Uint8Array(n).fill(1),
        source: {},
      };
      const policy = { nStates: 2, nActions: 1, probability: Float64Array.of(1, 1) };
      const done: number[] = [];
      evaluateCounterfactual(log, ended, policy, mechanisms[0], { progress: (e) => done.push(e) });
      return done;
    };
    expect(told(3)).toEqual([0, 1, 2]);
    expect(told(250)).toEqual(Array.from({ length: 84 }, (_, i) => 3 * i));
  });

  test.prop([problem, fc.integer({ min: 3, max: 4 })], { numRuns: 60 })(
    'equals the enumeration of all counterfactual runs',
    ({ log, mdp, target, mechanism, discount }, horizon) => {
      const evaluation = evaluateCounterfactual(log, mdp, target, mechanism, { horizon, discount });
      const nOutcomes = mdp.outcomes.length;
      for (let e = 0; e < log.nEpisodes; e++) {
        const runs = counterfactualRuns({ log, mdp, target, mechanism, horizon, discount }, e);
        const { mean, second, outcomes, steps } = runs;
        expect(evaluation.expectedReturn[e]).toBeAllClose(mean, { atol: 1e-11 });
        expect(evaluation.expectedLength[e]).toBeAllClose(steps, { atol: 1e-11 });
        expect(evaluation.returnVariance[e]).toBeAllClose(second - mean * mean, { atol: 1e-10 });
        expect(evaluation.outcomeProbability.subarray(e * nOutcomes, (e + 1) * nOutcomes)).toBeAllClose(outcomes);
      }
    },
  );

  test.prop([problem], { numRuns: 60 })(
    'without a horizon is the limit of long ones',
    ({ log, mdp, target, mechanism }) => {
      const at = (horizon: number, discount: number): ReturnType<typeof evaluateCounterfactual> =>
        evaluateCounterfactual(log, mdp, target, mechanism, { horizon, discount });
      const [endless, long] = [at(Infinity, 0.5), at(80, 0.5)];
      expect(endless.expectedReturn).toBeAllClose(long.expectedReturn, { atol: 1e-9 });
      expect(endless.returnVariance).toBeAllClose(long.returnVariance, { atol: 1e-9 });
      const total = endless.outcomeProbability.reduce((sum, chance) => sum + chance, 0);
      expect(total).toBeAllClose(log.nEpisodes);
      const assumption = findAssumption('none');
      const bounds = [Infinity, 80].map((horizon) =>
        counterfactualBounds(log, mdp, target, assumption, { horizon, discount: 0.5 }),
      );
      expect(bounds[0].lower).toBeAllClose(bounds[1].lower, { atol: 1e-9 });
      // Where runs end soon, and without a discount, everything has a limit.
      if (!endless.expectedLength.every((steps) => steps < 20)) return;
      const [undiscounted, longer] = [at(Infinity, 1), at(1000, 1)];
      for (const field of ['expectedReturn', 'returnVariance', 'outcomeProbability', 'expectedLength'] as const)
        expect(undiscounted[field]).toBeAllClose(longer[field], { rtol: 1e-7, atol: 1e-7 });
    },
  );

  test.prop([problem], { numRuns: 60 })(
    'gives back what happened if the target repeats the actions, unless the second noise is fresh',
    ({ log, mdp, mechanism, discount }) => {
      fc.pre(mechanism.name !== 'independent');
      for (let e = 0; e < log.nEpisodes; e++) {
        // The target repeats the actions of one episode, where a stationary policy can.
        const repeat = new Float64Array(mdp.nStates * mdp.nActions);
        const [start, end] = [log.episodeStart[e], log.episodeStart[e + 1]];
        for (let i = start; i < end; i++) {
          const row = repeat.subarray(log.state[i] * mdp.nActions, (log.state[i] + 1) * mdp.nActions);
          if (row.some((p, a) => p > 0 && a !== log.action[i])) return;
          row[log.action[i]] = 1;
        }
        for (let s = 0; s < mdp.nStates; s++) {
          const row = repeat.subarray(s * mdp.nActions, (s + 1) * mdp.nActions);
          if (row.every((p) => p === 0)) row[0] = 1;
        }
        const policy = { nStates: mdp.nStates, nActions: mdp.nActions, probability: repeat };
        // The log's own horizon: an episode that was cut there is complete.
        const { effect } = evaluateCounterfactual(log, mdp, policy, mechanism, { discount });
        expect(effect[e]).toBeAllClose(0, { atol: 1e-11 });
      }
    },
  );

  test.prop([problem], { numRuns: 40 })(
    'averaged over all logs that the model can write, every mechanism gives the model-based value',
    ({ mdp, behaviour, target, mechanism, discount }) => {
      // All one-step episodes with their probabilities stand for a log of infinite length.
      const horizon = 2;
      let sum = 0;
      for (let s = 0; s < mdp.nStates; s++) {
        for (let a = 0; a < mdp.nActions; a++) {
          const row = s * mdp.nActions + a;
          for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
            const weight = mdp.initial[s] * behaviour.probability[row] * mdp.probability[k];
            if (weight === 0 || mdp.terminal[s] === 1) continue;
            const log: Trajectories = {
              nEpisodes: 1,
              nStates: mdp.nStates,
              nActions: mdp.nActions,
              episodeStart: Uint32Array.of(0, 1),
              state: Int32Array.of(s),
              action: Int32Array.of(a),
              reward: Float64Array.of(mdp.reward[k]),
              nextState: Int32Array.of(mdp.nextState[k]),
              terminated: Uint8Array.of(mdp.terminal[mdp.nextState[k]]),
              source: {},
            };
            sum +=
              weight * evaluateCounterfactual(log, mdp, target, mechanism, { horizon, discount }).expectedReturn[0];
          }
        }
      }
      expect(sum).toBeAllClose(policyValue(mdp, target, { horizon, discount }).value, { atol: 1e-11 });
    },
  );

  test.prop([problem], { numRuns: 40 })(
    'its marginals at the horizon are its outcome probabilities',
    ({ log, mdp, target, mechanism }) => {
      const episodes = Array.from({ length: log.nEpisodes }, (_, e) => e);
      const { outcomeProbability } = evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 3 });
      const marginalsOf = counterfactualMarginals(log, mdp, target, mechanism, { horizon: 3 });
      for (const e of episodes) {
        const marginals = marginalsOf(e);
        for (let t = 0; t <= 3; t++) {
          const at = marginals.subarray(t * mdp.nStates, (t + 1) * mdp.nStates);
          expect(at.reduce((sum, p) => sum + p, 0)).toBeAllClose(1);
          if (t === 0) expect(at[log.state[log.episodeStart[e]]]).toBe(1);
          if (t < 3) continue;
          mdp.outcomes.forEach((_, o) => {
            const share = at.reduce((sum, p, s) => sum + (mdp.outcome[s] === o ? p : 0), 0);
            expect(share).toBeAllClose(outcomeProbability[e * mdp.outcomes.length + o]);
          });
        }
      }
    },
  );

  test.prop([problem, fc.constantFrom(0, 300, 2000)], { numRuns: 40 })(
    'says the same however few bytes of rows are kept, as the bounds, the marginals and the visited pairs do',
    ({ log, mdp, target, mechanism, discount }, rowBytes) => {
      const figures = (options: CounterfactualOptions): unknown => [
        evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 3, discount, ...options }),
        counterfactualBounds(log, mdp, target, findAssumption('stability-all'), { horizon: 3, discount, ...options }),
        Array.from({ length: log.nEpisodes }, (_, e) =>
          counterfactualMarginals(log, mdp, target, mechanism, { horizon: 3, ...options })(e),
        ),
        visitedPairs(log, mdp, target, mechanism, { horizon: 3, ...options }),
      ];
      expect(figures({ rowBytes })).toEqual(figures({}));
    },
  );

  test('refuses a number of bytes that is none', () => {
    const [{ log, mdp, target, mechanism }] = fc.sample(problem, { seed: 3, numRuns: 1 });
    for (const run of [
      () => evaluateCounterfactual(log, mdp, target, mechanism, { rowBytes: -1 }),
      () => counterfactualBounds(log, mdp, target, findAssumption('none'), { rowBytes: -1 }),
      () => counterfactualMarginals(log, mdp, target, mechanism, { rowBytes: -1 }),
      () => visitedPairs(log, mdp, target, mechanism, { rowBytes: -1 }),
    ])
      expect(run).toThrow('counterfactual: rowBytes must be a number of bytes, at least 0, got -1');
  });

  test('sampled counterfactuals agree with the exact ones', () => {
    // Fixed draws; false alarm at most 1e-6 over all comparisons; a shift of the mean by 2 % of the range would show.
    const draws = 20_000;
    const [sample] = fc.sample(problem, { seed: 7, numRuns: 1 });
    for (const mechanism of mechanisms) {
      const { log, mdp, target } = sample;
      const exact = evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 3 });
      const sampled = sampleCounterfactual(createRng(5), log, mdp, target, mechanism, { horizon: 3, draws });
      const earned = episodeReturns(sampled, 1);
      // Three steps of rewards from −2 to 2.
      const bound = hoeffdingBound(draws, 12, 1e-6, log.nEpisodes * mechanisms.length);
      for (let e = 0; e < log.nEpisodes; e++) {
        const mean = earned.subarray(e * draws, (e + 1) * draws).reduce((sum, g) => sum + g, 0) / draws;
        expect(Math.abs(mean - exact.expectedReturn[e])).toBeLessThan(bound);
      }
      expect(sampled.episodeId?.slice(0, 2)).toEqual(['0/0', '0/1']);
    }
  });

  test('a state that is reached with a probability too small for a number counts once', () => {
    // Of state 0 to 1 with 1e-200, twice: 1e-400 is 0. All but nothing goes to the end, which earns 1.
    const tiny = 1e-200;
    const mdp: Mdp = {
      nStates: 3,
      nActions: 1,
      rowStart: Uint32Array.of(0, 3, 6, 6),
      nextState: Uint32Array.of(0, 1, 2, 0, 1, 2),
      probability: Float64Array.of(tiny, tiny, 1, tiny, tiny, 1),
      reward: Float64Array.of(0, 0, 1, 0, 0, 1),
      initial: Float64Array.of(1, 0, 0),
      terminal: Uint8Array.of(0, 0, 1),
      outcomes: [
        { name: 'going on', reward: 0 },
        { name: 'won', reward: 1 },
      ],
      outcome: Uint8Array.of(0, 0, 1),
      source: {},
    };
    const log: Trajectories = {
      nEpisodes: 1,
      nStates: 3,
      nActions: 1,
      episodeStart: Uint32Array.of(0, 3),
      state: Int32Array.of(0, 0, 0),
      action: Int32Array.of(0, 0, 0),
      reward: Float64Array.of(0, 0, 1),
      nextState: Int32Array.of(0, 0, 2),
      terminated: Uint8Array.of(1),
      source: {},
    };
    const policy = { nStates: 3, nActions: 1, probability: Float64Array.of(1, 1, 1) };
    const { expectedReturn } = evaluateCounterfactual(log, mdp, policy, complete(independent()));
    expect(expectedReturn).toBeAllClose([1]);
  });

  test('names the observed transition that the model excludes', () => {
    const [{ log, mdp, target, mechanism }] = fc.sample(problem, { seed: 1, numRuns: 1 });
    const excluded = { ...mdp, probability: mdp.probability.map(() => 0) };
    expect(() => evaluateCounterfactual(log, excluded, target, mechanism)).toThrow(
      /counterfactual: every observed transition must be possible in the model, but episode 0, t = 0 goes from state \d+ by action \d+ to state \d+, which the model gives probability 0/,
    );
  });

  test('refuses a log of another space or size, a policy of another size and a horizon shorter than the log', () => {
    const [{ log, mdp, target, mechanism }] = fc.sample(problem, { seed: 3, numRuns: 1 });
    const named = { ...mdp, source: { space: 'projected' } };
    expect(() => evaluateCounterfactual({ ...log, source: { space: 'observed' } }, named, target, mechanism)).toThrow(
      "counterfactual: trajectories must be over the model's space 'projected', got 'observed' - project them first",
    );
    expect(() => evaluateCounterfactual({ ...log, nStates: 720 }, mdp, target, mechanism)).toThrow(
      /must be over the model's/,
    );
    expect(() => evaluateCounterfactual(log, mdp, { ...target, nStates: 1 }, mechanism)).toThrow(/policy must have/);
    expect(() => evaluateCounterfactual(log, mdp, target, mechanism, { horizon: 0 })).toThrow(
      /horizon must be at least \d, the longest episode, got \d - leave it out/,
    );
  });
});
