import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { pairSource } from '../../src/learning/pairSource.js';
import { reachableStates } from '../../src/learning/reachableStates.js';
import { createRng } from '../../src/core/random/rng.js';
import { rowIndex } from '../../src/mdp/mdp.js';
import { createPolicy } from '../../policies/registry.js';
import { tabular } from '../../policies/tabular.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

const model = createEnv('triage').exactModel!();
const uniform = createPolicy('uniform', model);
const log = simulate(createRng(1), model, uniform, { episodes: 20, horizon: 5 });

describe('reachableStates', () => {
  it('are those that a logged pair or the target policy can lead to', () => {
    const found = reachableStates(model, log, uniform);
    const next = new Set<number>();
    for (let s = 0; s < model.nStates; s++) {
      if (model.terminal[s] === 1) continue;
      for (let a = 0; a < model.nActions; a++) {
        const row = rowIndex(model, s, a);
        model.nextState.subarray(model.rowStart[row], model.rowStart[row + 1]).forEach((y) => next.add(y));
      }
    }
    expect(found).toEqual([...next].sort((a, b) => a - b));
  });

  it('has those of pairs that the log lacks, and not those of pairs that neither has', () => {
    const grid = createEnv('gridworld', { noise: 0 }).exactModel!();
    const short = simulate(createRng(1), grid, createPolicy('uniform', grid), { episodes: 1, horizon: 1 });
    const target = tabular(new Array<number>(grid.nStates).fill(0), grid.nActions);
    const next = new Set<number>(short.nextState);
    for (let s = 0; s < grid.nStates; s++)
      if (grid.terminal[s] === 0) next.add(grid.nextState[grid.rowStart[rowIndex(grid, s, 0)]]);
    const found = reachableStates(grid, short, target);
    expect(found).toEqual([...next].sort((a, b) => a - b));
    expect(found.length).toBeGreaterThan(1);
    expect(found.length).toBeLessThan(grid.nStates);
  });
});

describe('pairSource', () => {
  it('draws pairs by weight, over the outcomes it is given, with all scores or one given an observation', () => {
    const outcomes = reachableStates(model, log, uniform);
    const rows = [0, 1].filter((row) => model.rowStart[row + 1] > model.rowStart[row]);
    const pairs = rows.map((row, i) => ({ observedRow: row, observed: 0, targetRow: rows[1 - i], weight: 1 + 2 * i }));
    const scores = [0, 1].map((k) => Float64Array.from({ length: model.nStates }, (_, s) => (k === 0 ? s : s * s)));
    const draw = pairSource(model, pairs, outcomes, scores, false);
    const drawn = Array.from({ length: 4000 }, (_, i) => draw(createRng(i)));
    const first = Float64Array.from(outcomes, (state) => {
      const at = model.nextState.subarray(model.rowStart[rows[0]], model.rowStart[rows[0] + 1]).indexOf(state);
      return at < 0 ? 0 : model.probability[model.rowStart[rows[0]] + at];
    });
    const share = drawn.filter(({ p }) => p.every((value, k) => value === first[k])).length / drawn.length;
    // Hoeffding at 1e-6: sqrt(ln(2e6) / 8000) = .043; weights that were ignored would give 1/2.
    expect(Math.abs(share - 1 / 4)).toBeLessThan(0.043);
    const given = pairSource(model, pairs, outcomes, scores, true);
    const kinds = Array.from({ length: 60 }, (_, i) => given(createRng(i)).objective);
    expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['variance-given']));
    expect(new Set(kinds.map((objective) => JSON.stringify(objective))).size).toBeGreaterThan(1);
  });

  it('is given the outcome that was observed', () => {
    const outcomes = reachableStates(model, log, uniform);
    const scores = [Float64Array.from({ length: model.nStates }, (_, s) => s)];
    const observed = [0, 1, 2].map((entry) => {
      const draw = pairSource(model, [{ observedRow: 0, observed: entry, targetRow: 1, weight: 1 }], outcomes, scores, true); // prettier-ignore
      const { objective } = draw(createRng(1));
      return objective.kind === 'variance-given' ? outcomes[objective.observed] : undefined;
    });
    expect(observed).toEqual([...model.nextState.subarray(0, 3)]);
  });
});
