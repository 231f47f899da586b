import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { createRng } from '../../src/core/random/rng.js';
import { fit } from '../../src/fit/fit.js';
import { type RowsOfCounts, rowsFromCounts } from '../../src/fit/rowsFromCounts.js';
import { type TransitionCounts, countTransitions, rowTotals } from '../../src/fit/transitionCounts.js';
import { type Mdp, type PriorSupport, checkMdp } from '../../src/mdp/mdp.js';
import { pairConcentration } from '../../src/mdp/pairConcentration.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';

const SUPPORTS: readonly PriorSupport[] = ['row', 'state', 'all'];

/** (0, 0) → 1 twice and → 3 once, (0, 1) → 2 once; state 1 does action 1 only; nothing is tried in state 2. */
const small = countTransitions(
  { state: [0, 0, 0, 0, 1], action: [0, 0, 0, 1, 1], reward: [2, 4, 9, -7, 1], nextState: [1, 1, 3, 2, 0] },
  4,
  2,
);

function rows(counts: TransitionCounts, support?: PriorSupport, concentration = 3): RowsOfCounts {
  return rowsFromCounts(counts, {
    terminal: Uint8Array.of(...new Uint8Array(counts.nStates - 1), 1),
    unlogged: (_, next) => next / 10,
    unseen: counts.nStates - 1,
    prior: { concentration, ...(support && { support }) },
  });
}

/** The entries [next, probability, reward] of a row. */
function row({ rowStart, nextState, probability, reward }: RowsOfCounts, at: number): number[][] {
  const [first, end] = [rowStart[at], rowStart[at + 1]];
  return Array.from(nextState.subarray(first, end), (next, i) => [next, probability[first + i], reward[first + i]]);
}

const anyCounts = fc
  .record({
    steps: fc.array(fc.tuple(fc.nat(4), fc.nat(2), fc.nat(5)), { minLength: 1, maxLength: 20 }),
    concentration: fc.double({ min: 0.01, max: 50, noNaN: true }),
    support: fc.constantFrom(...SUPPORTS),
  })
  .map(({ steps, ...rest }) => {
    const [state, action, nextState] = [0, 1, 2].map((i) => steps.map((step) => step[i]));
    return { counts: countTransitions({ state, action, nextState, reward: steps.map(() => 1) }, 6, 3), ...rest };
  });

describe('a uniform Dirichlet prior', () => {
  test('spreads by default over what followed the state: posterior means by hand', () => {
    const fitted = rows(small);
    expect(row(fitted, 0)).toEqual([
      [1, 3 / 6, 3],
      [2, 1 / 6, 0.2],
      [3, 2 / 6, 9],
    ]);
    expect(row(fitted, 1)).toEqual([
      [1, 1 / 4, 0.1],
      [2, 2 / 4, -7],
      [3, 1 / 4, 0.3],
    ]);
    // Never tried, in a state in which something else was; and in one in which nothing was.
    expect(row(fitted, 2)).toEqual([[0, 1, 0]]);
    expect(row(fitted, 4)).toEqual([[3, 1, 0.3]]);
    expect(fitted).toEqual(rows(small, 'state'));
  });

  test('keeps to what followed the pair, or takes in all states', () => {
    const own = rows(small, 'row');
    expect(row(own, 0)).toEqual([
      [1, 3.5 / 6, 3],
      [3, 2.5 / 6, 9],
    ]);
    expect(row(own, 1)).toEqual([[2, 1, -7]]);
    expect(row(own, 2)).toEqual([[3, 1, 0.3]]);
    const all = rows(small, 'all');
    expect(row(all, 1).map(([, p]) => p)).toEqual([0.75 / 4, 0.75 / 4, 1.75 / 4, 0.75 / 4]);
    expect(row(all, 4).map(([, p]) => p)).toEqual([1 / 4, 1 / 4, 1 / 4, 1 / 4]);
  });

  test.prop([anyCounts])('makes rows of its support that sum to 1', ({ counts, concentration, support }) => {
    const fitted = rows(counts, support, concentration);
    const { nActions, nextState, rowStart } = counts;
    for (let at = 0; at < (counts.nStates - 1) * nActions; at++) {
      const found = row(fitted, at);
      expect(found.reduce((sum, [, p]) => sum + p, 0)).toBeAllClose(1);
      const s = Math.floor(at / nActions);
      const [first, end] = support === 'row' ? [at, at + 1] : [s * nActions, (s + 1) * nActions];
      const logged = [...new Set(nextState.subarray(rowStart[first], rowStart[end]))].toSorted((a, b) => a - b);
      const expected = support === 'all' ? [0, 1, 2, 3, 4, 5] : logged.length > 0 ? logged : [5];
      expect(found.map(([next]) => next)).toEqual(expected);
    }
  });

  test.prop([anyCounts])('is taken out of a row by what the model says', ({ counts, concentration, support }) => {
    const fitted = rows(counts, support, concentration);
    const totals = rowTotals(counts);
    const source = { prior: { concentration, mean: 'uniform', support } } as const;
    for (let at = 0; at < (counts.nStates - 1) * counts.nActions; at++) {
      const c = pairConcentration({ nActions: counts.nActions, observed: fitted.observed, source }, at);
      const found = row(fitted, at);
      // The pair's own cases and those of the prior are all that a row rests on; else it is the one for unseen pairs.
      if (c === 0) expect(found.map(([next]) => next)).toEqual([5]);
      const [n, k] = [totals[at], found.length];
      if (n === 0) continue;
      expect(c).toBe(concentration);
      const logged = new Map(
        Array.from(counts.nextState.subarray(counts.rowStart[at], counts.rowStart[at + 1]), (next, i) => [
          next,
          counts.count[counts.rowStart[at] + i] / n,
        ]),
      );
      expect(found.map(([, p]) => (p * (n + c)) / n - c / (k * n))).toBeAllClose(
        found.map(([next]) => logged.get(next) ?? 0),
        { rtol: 0, atol: 1e-12 * (1 + concentration) },
      );
    }
  });

  test('makes a small model of many states', () => {
    const [nStates, nActions, nSteps] = [752, 25, 2000];
    const rng = createRng(3);
    const builder = new TrajectoriesBuilder({ nStates, nActions, source: {} });
    const draw = (n: number): number => Math.floor(rng.uniform() * n);
    for (let i = 0; i < nSteps / 4; i++) {
      for (let t = 0; t < 3; t++) builder.step(draw(nStates - 1), draw(nActions), 0, draw(nStates - 1));
      builder.step(draw(nStates - 1), draw(nActions), 1, nStates - 1);
      builder.endEpisode(true);
    }
    const { mdp } = fit(builder.finish(), undefined, { prior: { concentration: 1 } });
    checkMdp(mdp);
    // A step adds a successor to the rows of one state at most; over all states there would be 14 million entries.
    expect(mdp.nextState.length).toBeLessThanOrEqual(nActions * nSteps + nStates * nActions);
  });

  test('is told by the model, and has no support beside a mean', () => {
    const builder = new TrajectoriesBuilder({ nStates: 2, nActions: 1, source: {} });
    builder.step(0, 0, 0, 1);
    builder.endEpisode(true);
    const log = builder.finish();
    const { mdp, unseen } = fit(log, undefined, { prior: { concentration: 2 } });
    expect(mdp.source.prior).toEqual({ concentration: 2, mean: 'uniform', support: 'state' });
    expect(unseen).toBe('self');
    expect(fit(log, undefined, { prior: { concentration: 2, support: 'all' } }).unseen).toBeUndefined();
    expect(fit(log, undefined, { prior: { concentration: 2, mean: mdp } }).unseen).toBeUndefined();
    expect(() => fit(log, undefined, { prior: { concentration: 2, mean: mdp, support: 'row' } })).toThrow(
      "support of the prior must be left out beside a mean, whose rows have their own, got 'row'",
    );
  });
});

describe('pairConcentration', () => {
  const observed = Uint8Array.of(1, 0, 0, 0);
  const of = (prior: Mdp['source']['prior']): number[] =>
    [0, 1, 2, 3].map((at) => pairConcentration({ nActions: 2, observed, source: prior ? { prior } : {} }, at));

  test('is of pairs that the prior had a support for', () => {
    expect(of(undefined)).toEqual([0, 0, 0, 0]);
    expect(of({ concentration: 2, mean: 'uniform', support: 'row' })).toEqual([2, 0, 0, 0]);
    expect(of({ concentration: 2, mean: 'uniform', support: 'state' })).toEqual([2, 2, 0, 0]);
    expect(of({ concentration: 2, mean: 'uniform', support: 'all' })).toEqual([2, 2, 2, 2]);
    expect(of({ concentration: 2, mean: 'model' })).toEqual([2, 2, 2, 2]);
  });

  test('takes a model of before there were supports for one over all states', () => {
    expect(of({ concentration: 2, mean: 'uniform' })).toEqual([2, 2, 2, 2]);
  });
});
