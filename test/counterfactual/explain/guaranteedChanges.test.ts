import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bestChanges } from '../../../src/counterfactual/explain/bestChanges.js';
import { type GuaranteedChanges, guaranteedChanges } from '../../../src/counterfactual/explain/guaranteedChanges.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { type Assumption, assumptions, findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import type { Mechanism } from '../../../src/mechanisms/mechanism.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import {
  type PlanProblem,
  editedValue,
  fixedValues,
  optionsOf,
  planProblems,
  planValues,
  withoutAfter,
} from './planOracle.js';

const EXACT = { rtol: 1e-12, atol: 1e-12 };

function guaranteedOf(problem: PlanProblem, assumption: Assumption, changes: number): (e: number) => GuaranteedChanges {
  return guaranteedChanges(problem.log, problem.mdp, assumption, optionsOf(problem, changes));
}

describe.each(assumptions)('$name', (assumption) => {
  test.prop([planProblems()], { numRuns: 20 })(
    'is the best worst case of all adaptive plans, and of all fixed ones, over all extreme rows',
    (problem) => {
      const guaranteed = guaranteedOf(problem, assumption, 2);
      for (let e = 0; e < problem.log.nEpisodes; e++) {
        const { value, fixed, ofEdits } = guaranteed(e);
        for (let k = 0; k <= 2; k++) {
          expect(value[k]).toBeAllClose(Math.max(-Infinity, ...planValues(problem, assumption, e, k)), EXACT);
          const ways = fixedValues(problem, assumption, e, k);
          if (ways.length === 0) {
            expect(() => fixed(k)).toThrow(/must be possible/);
            continue;
          }
          const found = fixed(k);
          expect(found.value).toBeAllClose(Math.max(...ways.map((way) => way.value)), EXACT);
          for (const { edits } of [found, ...ways.slice(0, 3)])
            expect(ofEdits(edits).value).toBeAllClose(editedValue(problem, assumption, e, edits), EXACT);
        }
      }
    },
  );

  test.prop([planProblems()], { numRuns: 20 })('is what happened for none, and never less for more', (problem) => {
    const ending = withoutAfter(problem);
    const guaranteed = guaranteedOf(ending, assumption, 3);
    const returns = episodeReturns(problem.log, problem.discount);
    for (let e = 0; e < problem.log.nEpisodes; e++) {
      const { value, fixed } = guaranteed(e);
      expect(value[0]).toBeAllClose(returns[e]);
      for (let k = 1; k <= 3; k++) expect(value[k]).toBeGreaterThanOrEqual(value[k - 1] - 1e-12);
      expect(fixed(1).value).toBeAllClose(value[1]);
    }
  });

  test.prop([planProblems()], { numRuns: 20 })(
    'says how likely its plan ends well at least: what it is worth, where ending well is all that pays',
    (problem) => {
      const { mdp } = problem;
      const won = (s: number): number => Number(mdp.outcome[s] === 2);
      const paid = {
        ...problem,
        discount: 1,
        mdp: { ...mdp, reward: Float64Array.from(mdp.nextState, won) },
        log: { ...problem.log, reward: Float64Array.from(problem.log.nextState, won) },
      };
      const guaranteed = guaranteedOf(paid, assumption, 2);
      for (let e = 0; e < problem.log.nEpisodes; e++) {
        const { value, chance, fixed, ofEdits } = guaranteed(e);
        for (let k = 0; k <= 2; k++) {
          if (value[k] === -Infinity) {
            expect(() => chance(k, [2])).toThrow(/must be possible/);
            continue;
          }
          expect(chance(k, [2])).toBeAllClose(value[k]);
          expect(chance(k, [])).toBeAllClose(0);
          expect(chance(k, [0, 1, 2])).toBeAllClose(1);
          const { edits } = fixed(k);
          expect(ofEdits(edits, [2]).chance).toBeAllClose(ofEdits(edits).value);
        }
      }
    },
  );
});

describe.each([
  [gumbelMax(), ['none', 'stability', 'stability-all']],
  [inverseCdf(), ['none']],
  [maximal(), ['none']],
] as [Mechanism, string[]][])('mechanism $name', (mechanism, names) => {
  test.prop([planProblems(), fc.constantFrom(...names)], { numRuns: 30 })(
    'has plans worth at least what is guaranteed, and gives each fixed plan at least its least',
    (problem, name) => {
      const complete = completeMechanism(mechanism);
      const best = bestChanges(problem.log, problem.mdp, complete, optionsOf(problem, 2));
      const guaranteed = guaranteedOf(problem, findAssumption(name), 2);
      for (let e = 0; e < problem.log.nEpisodes; e++) {
        const { value, ofEdits } = guaranteed(e);
        const under = best(e);
        for (let k = 0; k <= 2; k++) expect(value[k]).toBeLessThanOrEqual(under.value[k] + 1e-9);
        for (const { edits, value: is } of fixedValues(problem, complete, e, 1))
          expect(ofEdits(edits).value).toBeLessThanOrEqual(is + 1e-9);
      }
    },
  );
});

/** State 0 with two actions, ends 1 and 2: waiting gives them as (1/2, 1/2), treating as (1/4, 3/4). */
const oneDecision: Mdp = {
  nStates: 3,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 4, 4, 4, 4, 4),
  nextState: Uint32Array.of(1, 2, 1, 2),
  probability: Float64Array.of(0.5, 0.5, 0.25, 0.75),
  reward: Float64Array.of(0, 1, 0, 1),
  initial: Float64Array.of(1, 0, 0),
  terminal: Uint8Array.of(0, 1, 1),
  outcomes: ['going on', 'lost', 'won'].map((name, o) => ({ name, reward: Number(o === 2) })),
  outcome: Uint8Array.of(0, 1, 2),
  source: {},
};

it('knows what the model lacks, where the step is repeated', () => {
  // By both actions the model comes to the end 1; the log came to 2.
  const lacking: Mdp = {
    ...oneDecision,
    rowStart: Uint32Array.of(0, 1, 2, 2, 2, 2, 2),
    nextState: Uint32Array.of(1, 1),
    probability: Float64Array.of(1, 1),
    reward: Float64Array.of(0, 0.25),
    visits: Uint32Array.of(4, 4, 0, 0, 0, 0),
  };
  const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
  builder.step(0, 0, 1, 2);
  builder.endEpisode(true);
  const { value, ofEdits } = guaranteedChanges(builder.finish(), lacking, findAssumption('none'))(0);
  expect([...value]).toEqual([1, 1]);
  expect(ofEdits([{ step: 0, given: 0, action: 1 }], [1])).toEqual({ value: 0.25, chance: 1 });
});

describe('one who waited and was lost', () => {
  const builder = new TrajectoriesBuilder({ nStates: 3, nActions: 2, source: {} });
  builder.step(0, 0, 0, 1);
  builder.endEpisode(true);
  const log = builder.finish();

  it.each([
    ['none', 0.5],
    ['stability', 0.5],
    ['monotone', 0.5],
    // The won are still won, so of the treated a quarter is lost of the half that were.
    ['stability-all', 0.5],
  ])('would by treatment have been won with at least a half: %s', (name, least) => {
    const { value, fixed, chance, ofEdits } = guaranteedChanges(log, oneDecision, findAssumption(name))(0);
    expect(value).toBeAllClose([0, least]);
    const treated = { step: 0, given: 0, action: 1 };
    expect(fixed(1)).toEqual({ value: value[1], edits: [treated] });
    expect(chance(1, [2])).toBeAllClose(least);
    expect(chance(1, [1])).toBeAllClose(name === 'stability-all' ? 0.5 : name === 'monotone' ? 0.25 : 0);
    expect(ofEdits([treated], [2])).toEqual({ value: value[1], chance: chance(1, [2]) });
  });

  it('plans that were not asked for are refused', () => {
    const { chance, fixed } = guaranteedChanges(log, oneDecision, findAssumption('none'))(0);
    expect(() => chance(2, [2])).toThrow(/at most 1 changes, got 2/);
    expect(() => fixed(4)).toThrow(/from 0 to 3/);
  });
});
