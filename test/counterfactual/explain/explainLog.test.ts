import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { bestChanges } from '../../../src/counterfactual/explain/bestChanges.js';
import { type ExplainedLog, explainLog } from '../../../src/counterfactual/explain/explainLog.js';
import { guaranteedChanges } from '../../../src/counterfactual/explain/guaranteedChanges.js';
import { summarizeExplained } from '../../../src/counterfactual/explain/summarizeExplained.js';
import type { Mdp } from '../../../src/mdp/mdp.js';
import { assumptions } from '../../../src/mechanisms/bounds/registry.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { episodeReturns } from '../../../src/trajectories/episodeReturns.js';
import { observedOutcomes } from '../../../src/trajectories/observedOutcomes.js';
import { TrajectoriesBuilder } from '../../../src/trajectories/trajectoriesBuilder.js';
import { optionsOf, planProblems } from './planOracle.js';

const gumbel = completeMechanism(gumbelMax());

describe('explainLog', () => {
  test.prop([planProblems(), fc.nat({ max: 2 })], { numRuns: 15 })(
    'says of each episode what its own explanation does',
    (problem, changes) => {
      const { log, mdp } = problem;
      const options = optionsOf(problem, changes);
      const explained = explainLog(log, mdp, gumbel, { ...options, assumptions });
      expect(explained.mechanism).toBe('gumbel-max');
      expect(explained.observedReturn).toEqual(episodeReturns(log, problem.discount));
      expect(explained.observedOutcome).toEqual(observedOutcomes(log, mdp.outcomes, mdp.outcome));
      const best = bestChanges(log, mdp, gumbel, options);
      const [one, width] = [Math.min(1, changes), changes + 1];
      for (let e = 0; e < log.nEpisodes; e++) {
        const { value, fixed, plan } = best(e);
        expect(explained.value.subarray(e * width, (e + 1) * width)).toEqual(value);
        if (value[0] === -Infinity) {
          expect([explained.changedValue[e], explained.chance[e], explained.change[e]]).toEqual([
            -Infinity,
            0,
            undefined,
          ]);
          continue;
        }
        const { edits, outcomeProbability, value: changedValue, thinShare } = fixed(one);
        const change = explained.change[e];
        expect(change && [{ step: change.step, given: change.given, action: change.action }]).toEqual(
          edits.length === 0 ? undefined : edits,
        );
        if (change) {
          expect(change.state).toBe(log.state[log.episodeStart[e] + change.step]);
          expect(change.cases).toBe(3);
        }
        expect(explained.changedValue[e]).toBe(changedValue);
        expect(explained.chance[e]).toBe(outcomeProbability[2]);
        expect(explained.chanceAsWas[e]).toBe(plan(0).outcomeProbability[2]);
        expect(explained.thinShare?.[e]).toBe(thinShare);
        assumptions.forEach((assumption, i) => {
          const twin = guaranteedChanges(log, mdp, assumption, options)(e);
          const column = explained.guaranteed[i];
          expect(column.assumption).toBe(assumption.name);
          expect(column.value.subarray(e * width, (e + 1) * width)).toEqual(twin.value);
          if (twin.value[0] === -Infinity) {
            expect([column.valueOfBest[e], column.chance[e], column.change[e]]).toEqual([-Infinity, 0, undefined]);
            return;
          }
          const own = twin.fixed(one);
          expect(column.changedValue[e]).toBe(own.value);
          expect(column.change[e]?.action).toBe(own.edits[0]?.action);
          expect(column.chance[e]).toBe(twin.ofEdits(own.edits, [2]).chance);
          expect(column.valueOfBest[e]).toBe(twin.ofEdits(edits, [2]).value);
          expect(column.chanceOfBest[e]).toBe(twin.ofEdits(edits, [2]).chance);
        });
      }
    },
  );

  it('says nothing of whom the model may have where what was done is not possible', () => {
    // From 0 the model comes to 0 or 1, where action 0 is not possible; the log came to 2, which the model lacks.
    const mdp: Mdp = {
      nStates: 4,
      nActions: 2,
      rowStart: Uint32Array.of(0, 2, 3, 3, 4, 5, 6, 6, 6),
      nextState: Uint32Array.of(0, 1, 3, 3, 3, 3),
      probability: Float64Array.of(0.5, 0.5, 1, 1, 1, 1),
      reward: Float64Array.of(0, 0, 1, 1, 1, 1),
      initial: Float64Array.of(1, 0, 0, 0),
      terminal: Uint8Array.of(0, 0, 0, 1),
      outcomes: ['going on', 'won'].map((name, reward) => ({ name, reward })),
      outcome: Uint8Array.of(0, 0, 0, 1),
      source: {},
    };
    const builder = new TrajectoriesBuilder({ nStates: 4, nActions: 2, source: {} });
    builder.step(0, 0, 0, 2);
    builder.step(2, 0, 1, 3);
    builder.endEpisode(true);
    const options = { unmodelled: 'skip' as const, assumptions: assumptions.slice(0, 1) };
    const explained = explainLog(builder.finish(), mdp, gumbel, options);
    // With a change to spare the run gets through.
    expect([...explained.value]).toEqual([-Infinity, 1]);
    const none = { change: [undefined], changedValue: Float64Array.of(-Infinity), chance: Float64Array.of(0) };
    expect(explained).toMatchObject(none);
    expect(explained.guaranteed[0]).toMatchObject({ ...none, valueOfBest: Float64Array.of(-Infinity) });
  });

  it('tells how far it is, and counts what the model lacks', () => {
    const problem = fc
      .sample(planProblems(), { numRuns: 60, seed: 3 })
      .find(({ log, mdp }) => explainLog(log, mdp, gumbel).unmodelled.steps > 0 && log.nEpisodes === 2)!;
    const told: number[][] = [];
    explainLog(problem.log, problem.mdp, gumbel, { progress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });
});

describe('summarizeExplained', () => {
  const edit = (step: number, given: number, action: number): NonNullable<ExplainedLog['change'][number]> => {
    return { step, given, action, state: 0 };
  };
  /** Four episodes: three lost, of which the last has no better change; one won. */
  const explained: ExplainedLog = {
    nEpisodes: 4,
    changes: 1,
    discount: 1,
    mechanism: 'gumbel-max',
    good: [2],
    bad: [1],
    observedReturn: Float64Array.of(-1, -1, 1, -1),
    observedOutcome: Uint8Array.of(1, 1, 2, 1),
    value: Float64Array.of(-1, 0.5, -1, 0, 1, 1, -1, -1),
    change: [edit(3, 0, 1), edit(1, 0, 2), edit(3, 0, 1), undefined],
    changedValue: Float64Array.of(0.5, 0, 1, -1),
    chanceAsWas: Float64Array.of(0, 0, 1, 0),
    chance: Float64Array.of(0.75, 0.5 - 1e-15, 1, 0.9),
    guaranteed: [
      {
        assumption: 'none',
        value: Float64Array.of(-1, 0, -1, -0.5, 1, 1, -1, -1),
        change: [edit(2, 0, 1), undefined, undefined, undefined],
        changedValue: Float64Array.of(0, -1, 1, -1),
        chance: Float64Array.of(0.5, 0.8, 1, 0),
        valueOfBest: Float64Array.of(-1, -0.5, 1, -1),
        chanceOfBest: Float64Array.of(0.2, 0.25, 1, 0),
      },
    ],
    unmodelled: { rule: 'mix', steps: 0, episodes: 0 },
  };

  it('counts those who ended badly and whom one change makes likely to end well', () => {
    const { nBad, under, guaranteed } = summarizeExplained(explained);
    expect(nBad).toBe(3);
    expect(under.saved).toBeAllClose(2 / 3);
    expect(under.curve).toBeAllClose([-0.5, 0.125]);
    expect(under.curveOfBad).toBeAllClose([-1, -0.5 / 3]);
    expect(under.treatments).toEqual([
      { given: 0, action: 1, episodes: 2, bad: 1, saved: 1 },
      { given: 0, action: 2, episodes: 1, bad: 1, saved: 1 },
    ]);
    expect(under.steps).toEqual([
      { step: 1, episodes: 1, bad: 1, saved: 1 },
      { step: 3, episodes: 2, bad: 1, saved: 1 },
    ]);
    const [none] = guaranteed;
    expect(none.assumption).toBe('none');
    // A change that is none saves nobody, however likely a good end is.
    expect(none.saved).toBeAllClose(1 / 3);
    expect(none.savedByBest).toBe(0);
    expect(none.curveOfBad).toBeAllClose([-1, -0.5]);
  });

  it('goes by another threshold', () => {
    expect(summarizeExplained(explained, { threshold: 0.75 }).under.saved).toBeAllClose(1 / 3);
    expect(summarizeExplained(explained, { threshold: 0.2 }).guaranteed[0].savedByBest).toBeAllClose(2 / 3);
    for (const threshold of [0, 1.1, NaN])
      expect(() => summarizeExplained(explained, { threshold })).toThrow(/threshold must be in \(0, 1\]/);
  });

  it('leaves out of the curves whom nothing can be said of', () => {
    const value = explained.value.slice();
    value.set([-Infinity, 0], 0);
    expect(summarizeExplained({ ...explained, value }).under.curve).toBeAllClose([-1 / 3, 0]);
  });

  it('has shares of 0 where none ended badly', () => {
    const { nBad, under } = summarizeExplained({ ...explained, bad: [] });
    expect([nBad, under.saved, ...under.curveOfBad]).toEqual([0, 0, 0, 0]);
  });
});
