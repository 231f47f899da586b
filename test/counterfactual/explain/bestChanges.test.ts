import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { type BestChanges, bestChanges } from '../../../src/counterfactual/explain/bestChanges.js';
import type { ExplainOptions } from '../../../src/counterfactual/explain/explainProblem.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { independent } from '../../../src/mechanisms/fixed/independent.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { CompleteMechanism, Mechanism } from '../../../src/mechanisms/mechanism.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import {
  type PlanProblem,
  editedValue,
  fixedValues,
  optionsOf,
  planProblems,
  planValues,
  withoutAfter,
} from './planOracle.js';
import { hoeffdingBound } from '../../support/statistics.js';

const complete = (mechanism: Mechanism): CompleteMechanism => completeMechanism(mechanism, { rng: createRng(0) });
const oneHot = [gumbelMax(), inverseCdf(), maximal()].map(complete);
const mechanisms = [...oneHot, complete(independent())];
const EXACT = { rtol: 1e-12, atol: 1e-12 };

function bestOf(problem: PlanProblem, mechanism: CompleteMechanism, changes: number): (e: number) => BestChanges {
  return bestChanges(problem.log, problem.mdp, mechanism, optionsOf(problem, changes));
}

describe('bestChanges', () => {
  test.prop([planProblems(), fc.constantFrom(...mechanisms)], { numRuns: 60 })(
    'are the best of all adaptive plans, and of all fixed ones',
    (problem, mechanism) => {
      const best = bestOf(problem, mechanism, 3);
      for (let e = 0; e < problem.log.nEpisodes; e++) {
        const { value, fixed } = best(e);
        for (let k = 0; k <= 3; k++) {
          expect(value[k]).toBeAllClose(Math.max(-Infinity, ...planValues(problem, mechanism, e, k)), EXACT);
          const ways = fixedValues(problem, mechanism, e, k);
          if (ways.length === 0) {
            expect(() => fixed(k)).toThrow(/must be possible/);
            continue;
          }
          const found = fixed(k);
          expect(found.value).toBeAllClose(Math.max(...ways.map((way) => way.value)), EXACT);
          expect(found.value).toBeAllClose(editedValue(problem, mechanism, e, found.edits), EXACT);
          expect(found.edits.length).toBeLessThanOrEqual(k);
        }
      }
    },
  );

  test.prop([planProblems(), fc.constantFrom(...oneHot)], { numRuns: 60 })(
    'give what happened for none, never less for more, and one and the same single change, adaptive or fixed',
    (problem, mechanism) => {
      // What a skipped step would have given is not known, and what follows the log is the model's.
      const { log } = problem;
      const best = bestOf(withoutAfter(problem), mechanism, 3);
      const returns = episodeReturns(log, problem.discount);
      for (let e = 0; e < log.nEpisodes; e++) {
        const { value, fixed, plan } = best(e);
        expect(value[0]).toBeAllClose(returns[e]);
        expect(plan(0).change).toEqual([]);
        for (let k = 1; k <= 3; k++) expect(value[k]).toBeGreaterThanOrEqual(value[k - 1] - 1e-12);
        expect(fixed(1).value).toBeAllClose(value[1]);
        const made = ({ step, given, action }: { step: number; given: number; action: number }): number[] => [
          step,
          given,
          action,
        ];
        expect(plan(1).change.map(made)).toEqual(fixed(1).edits.map(made));
        for (const { probability } of plan(1).change) expect(probability).toBeAllClose(1);
      }
    },
  );

  test.prop([planProblems(), fc.constantFrom(...mechanisms)], { numRuns: 60 })(
    'follow a plan to what its value says, state by state and outcome by outcome',
    (problem, mechanism) => {
      // A run that ends pays 1 if it was won; nothing else pays.
      const { mdp } = problem;
      const won = mdp.nextState.map((s) => mdp.outcome[s]);
      const reward = Float64Array.from(won, (o) => Number(o === 2));
      const log = {
        ...problem.log,
        reward: Float64Array.from(problem.log.nextState, (s) => Number(mdp.outcome[s] === 2)),
      };
      const paid = { ...problem, mdp: { ...mdp, reward }, log, discount: 1 };
      const best = bestOf(paid, mechanism, 2);
      for (let e = 0; e < log.nEpisodes; e++) {
        const { value, plan } = best(e);
        const steps = log.episodeStart[e + 1] - log.episodeStart[e];
        for (let k = 0; k <= 2; k++) {
          if (value[k] === -Infinity) continue;
          const { outcomeProbability, change, expectedChanges, marginals } = plan(k);
          expect(outcomeProbability[2]).toBeAllClose(value[k]);
          expect(outcomeProbability.reduce((sum, each) => sum + each, 0)).toBeAllClose(1);
          expect(expectedChanges).toBeLessThanOrEqual(k + 1e-12);
          expect(change.reduce((sum, each) => sum + each.probability, 0)).toBeAllClose(expectedChanges);
          for (let t = 0; t <= steps; t++) {
            const now = marginals.subarray(t * mdp.nStates, (t + 1) * mdp.nStates);
            expect(now.reduce((sum, each) => sum + each, 0)).toBeAllClose(1);
          }
          // Without a policy after it, runs end with the log.
          if (paid.after) continue;
          const last = marginals.subarray(steps * mdp.nStates);
          const wins = last.reduce((sum, each, s) => sum + (mdp.outcome[s] === 2 ? each : 0), 0);
          expect(wins).toBeAllClose(value[k]);
        }
      }
    },
  );
});

/** Two steps from state 0 in which three actions lead to the ends 1 and 2, or back; entering 2 pays. */
const ends = {
  nStates: 3,
  nActions: 3,
  terminal: Uint8Array.of(0, 1, 1),
  initial: Float64Array.of(1, 0, 0),
  outcomes: ['going on', 'lost', 'won'].map((name, o) => ({ name, reward: [0, -1, 1][o] })),
  outcome: Uint8Array.of(0, 1, 2),
  source: {},
};
const twoStays = ((): Trajectories => {
  const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 3, source: {} });
  builder.step(0, 0, 0, 0);
  builder.step(0, 0, -1, 1);
  builder.endEpisode(true);
  return builder.finish();
})();
/** Action 0 goes on or loses, 1 and 2 win for certain. */
const alike: Mdp = {
  ...ends,
  rowStart: Uint32Array.of(0, 2, 3, 4, 4, 4, 4, 4, 4, 4),
  nextState: Uint32Array.of(0, 1, 2, 2),
  probability: Float64Array.of(0.5, 0.5, 1, 1),
  reward: Float64Array.of(0, -1, 1, 1),
};
const gumbel = complete(gumbelMax());

describe('among plans as good', () => {
  it('what was done goes on as long as it may, and then the lowest action is taken', () => {
    const { value, plan, fixed } = bestChanges(twoStays, alike, gumbel, { changes: 2 })(0);
    expect([...value]).toEqual([-1, 1, 1]);
    const latest = { step: 1, given: 0, action: 1 };
    expect(plan(1).change).toEqual([{ ...latest, probability: 1 }]);
    expect(plan(2).change).toEqual([{ ...latest, probability: 1 }]);
    expect(fixed(3).edits).toEqual([latest]);
  });

  it('differences of rounding count for nothing, and real ones do', () => {
    const paying = (second: number): Mdp => ({ ...alike, reward: Float64Array.of(0, -1, 1, second) });
    const chosen = (second: number): number =>
      bestChanges(twoStays, paying(second), gumbel)(0).plan(1).change[0].action;
    expect(chosen(1 + 2 ** -52)).toBe(1);
    expect(chosen(1 + 1e-9)).toBe(2);
  });

  it('changing nothing is best where nothing gains', () => {
    const lost = { ...alike, reward: Float64Array.of(0, -1, -1, -1) };
    const { plan, fixed } = bestChanges(twoStays, lost, gumbel)(0);
    expect(plan(1).change).toEqual([]);
    expect(fixed(1).edits).toEqual([]);
  });
});

describe('what a change may be', () => {
  const actionOf = (mdp: Mdp, options: ExplainOptions = {}): (readonly [number, number])[] =>
    bestChanges(
      twoStays,
      mdp,
      gumbel,
      options,
    )(0)
      .plan(1)
      .change.map(({ step, action }) => [step, action]);

  it('is what the log has in the state, unless all actions are asked for', () => {
    const logged = { ...alike, observed: Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0, 0) };
    expect(actionOf(logged)).toEqual([[1, 2]]);
    expect(actionOf(logged, { actions: 'all' })).toEqual([[1, 1]]);
  });

  it('is only what is possible, though all are asked for', () => {
    const one: Mdp = {
      ...alike,
      rowStart: Uint32Array.of(0, 2, 2, 3, 3, 3, 3, 3, 3, 3),
      nextState: Uint32Array.of(0, 1, 2),
      probability: Float64Array.of(0.5, 0.5, 1),
      reward: Float64Array.of(0, -1, 1),
    };
    expect(actionOf(one, { actions: 'all' })).toEqual([[1, 2]]);
  });

  it('is where it is allowed', () => {
    expect(actionOf(alike, { mayChange: (_e, step) => step === 0 })).toEqual([[0, 1]]);
    expect(actionOf(alike, { mayChange: (_e, _step, _state, action) => action === 2 })).toEqual([[1, 2]]);
    expect(actionOf(alike, { mayChange: (_e, _step, state) => state === 1 })).toEqual([]);
    expect(bestChanges(twoStays, alike, gumbel, { mayChange: (e) => e > 0 })(0).fixed(1).edits).toEqual([]);
  });

  it('rests on the cases of its row', () => {
    const visits = Uint32Array.of(9, 2, 3, 0, 0, 0, 0, 0, 0);
    const { plan, fixed } = bestChanges(twoStays, { ...alike, visits }, gumbel)(0);
    expect(plan(1).change[0].cases).toBe(2);
    // The first of two steps repeats the log.
    expect(plan(1).thinShare).toBe(0.5);
    expect(fixed(1).change).toEqual(plan(1).change);
    expect(plan(0).thinShare).toBe(0);
    const unlike = bestChanges(twoStays, { ...alike, visits: visits.map(() => 1) }, complete(independent()))(0);
    // A mechanism that draws anew rests on the rows, whatever was observed.
    expect(unlike.plan(0).thinShare).toBe(1);
  });

  it('counts towards no plan where the log cannot be repeated', () => {
    // From state 0 action 1 leads to state 1, where action 0 is not possible.
    const stuck: Mdp = {
      ...ends,
      terminal: Uint8Array.of(0, 0, 1),
      rowStart: Uint32Array.of(0, 2, 3, 3, 3, 4, 4, 4, 4, 4),
      nextState: Uint32Array.of(0, 2, 1, 2),
      probability: Float64Array.of(0.5, 0.5, 1, 1),
      reward: Float64Array.of(0, -1, 0, 1),
      outcome: Uint8Array.of(0, 0, 2),
    };
    const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 3, source: {} });
    builder.step(0, 0, 0, 0);
    builder.step(0, 0, -1, 2);
    builder.endEpisode(true);
    const { value, plan, fixed } = bestChanges(builder.finish(), stuck, gumbel, { changes: 2 })(0);
    // One change is best spent at the last step; to get through state 1 takes two.
    expect([...value]).toEqual([-1, 0, 1]);
    expect(plan(1).change.map(({ step, action }) => [step, action])).toEqual([[1, 1]]);
    expect(fixed(2).edits.map(({ step, action }) => [step, action])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });
});

describe('what does not fit is refused', () => {
  const ask = (options: ExplainOptions): (() => unknown) => {
    return () => bestChanges(twoStays, alike, gumbel, options);
  };
  it.each([
    [{ changes: -1 }, /changes must be a whole number from 0, got -1/],
    [{ changes: 1.5 }, /changes must be a whole number/],
    [{ horizon: 5 }, /a horizon needs a policy to follow the log, got 5 steps/],
    [{ discount: 0 }, /discount/],
    [
      { after: { nStates: 3, nActions: 3, probability: Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0) }, horizon: 1 },
      /horizon must be at least 2/,
    ],
    [{ after: { nStates: 2, nActions: 3, probability: new Float64Array(6) } }, /policy/],
  ] as [ExplainOptions, RegExp][])('%o', (options, message) => {
    expect(ask(options)).toThrow(message);
  });

  it('a policy after the log that cannot act where some change may lead', () => {
    const probability = Float64Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0);
    const after = { nStates: 3, nActions: 3, probability, undefinedRows: Uint8Array.of(1, 0, 0) };
    expect(ask({ after })).toThrow(/must say what to do in state 0/);
  });

  it('plans and fixed changes that were not asked for, or are too many to go through', () => {
    const { plan, fixed } = bestChanges(twoStays, alike, gumbel)(0);
    expect(() => plan(2)).toThrow(/at most 1 changes, got 2 - set the option changes/);
    expect(() => fixed(4)).toThrow(/fixed changes must be from 0 to 3/);
  });

  it('a log of other states', () => {
    expect(() => bestChanges({ ...twoStays, nStates: 4 }, alike, gumbel)).toThrow(/must be over the model's 3 states/);
  });
});

describe('the sampled twin', () => {
  it('comes within what its draws allow', () => {
    const [draws, changes] = [50_000, 2];
    const drawnMechanism = (): CompleteMechanism => {
      const rng = createRng(7);
      return complete({
        ...gumbelMax(),
        counterfactual(p, q, x, outcomes) {
          const row = new Float64Array(q.length);
          for (let i = 0; i < draws; i++) row[gumbel.sample(rng, p, q, x, outcomes)] += 1;
          return row.map((count) => count / draws);
        },
      });
    };
    // Whatever is done the stay goes on, is lost or is won, by chances of its own.
    const unsure: Mdp = {
      ...alike,
      rowStart: Uint32Array.of(0, 3, 6, 9, 9, 9, 9, 9, 9, 9),
      nextState: Uint32Array.of(0, 1, 2, 0, 1, 2, 0, 1, 2),
      probability: Float64Array.of(0.5, 0.3, 0.2, 0.4, 0.2, 0.4, 0.3, 0.3, 0.4),
      reward: Float64Array.of(0, -1, 1, 0, -1, 1, 0, -1, 1),
    };
    const [exact, sampled] = [gumbel, drawnMechanism()].map(
      (mechanism) => bestChanges(twoStays, unsure, mechanism, { changes })(0).value,
    );
    // A mean over a row, of values from −1 to 1, is off by no more than this for all of 2 steps × 3 actions × 3 numbers
    // of changes; and so is, once a step, the best of them. An exact value that were off by .06 would be found.
    const bound = 2 * hoeffdingBound(draws, 2, 1e-6, 18);
    expect(bound).toBeLessThan(0.06);
    expect(sampled[0]).toBe(-1);
    for (const k of [1, 2]) {
      expect(Math.abs(sampled[k] - exact[k])).toBeLessThan(bound);
      expect(sampled[k]).not.toBe(exact[k]);
      expect(exact[k]).toBeGreaterThan(exact[k - 1] + bound);
    }
  });
});
