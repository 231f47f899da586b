import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { intervalMdp } from '../../../src/counterfactual/intervals/intervalMdp.js';
import { intervalAssumptions, intervalRows } from '../../../src/counterfactual/intervals/intervalRows.js';
import { union } from '../../../src/counterfactual/rows/union.js';
import { fit } from '../../../src/fit/fit.js';
import { loggedCounts } from '../../../src/fit/loggedCounts.js';
import { extremeRow } from '../../../src/mechanisms/bounds/extremeRow.js';
import { findAssumption } from '../../../src/mechanisms/bounds/registry.js';
import { anyPolicy, logOf, smallMdp } from '../../support/generators.js';
import { logOfRuns } from '../../fit/worst/logOfRuns.js';
import { boxesOf } from './boxesOf.js';
import { worldWithin } from './worldWithin.js';

const problems = fc.record({
  log: smallMdp({ maxStates: 5 }).chain((mdp) =>
    anyPolicy(mdp).chain((policy) => logOf(mdp, policy, { maxEpisodes: 60 })),
  ),
  alpha: fc.constantFrom(0.9, 0.5, 0.05),
  seed: fc.nat(),
});

/** 200 cases of action 0: 160 to state 1, 40 to state 2; 200 of action 1 the other way round. */
const both = [0, 1].flatMap((action) =>
  Array.from({ length: 200 }, (_, i) => [[0, action, 0, i < 40 === (action === 0) ? 2 : 1] as const]),
);
const { mdp } = fit(logOfRuns(3, 2, both), undefined);

describe('intervalRows', () => {
  it.each(intervalAssumptions)('is by hand under %s', (assumption) => {
    const boxes = intervalMdp(mdp, loggedCounts(mdp), 0.9);
    const rows = intervalRows(boxes, assumption);
    // Entries of row (0, 0): states 1, 2, elsewhere; of row (0, 1) likewise.
    const [often, seldom, missing] = [boxes.upper[0], boxes.upper[1], boxes.upper[2]];
    expect([boxes.lower[0], boxes.lower[1]]).toBeAllClose(
      [1 - seldom, 1 - often].map((x) => x + 0),
      { atol: 1e-9 },
    );
    expect(missing).toBeGreaterThan(0);
    // State 1 was seen after action 1, by which it is seldom; action 0 makes it more likely, and state 2 less.
    const { entry, bounds } = rows(1, 0, 0);
    const most = [1, Math.min(1, seldom / boxes.lower[3]), Math.min(1, missing / boxes.lower[3])];
    const others = assumption === 'none' ? most.slice(1) : most.slice(2);
    expect([...entry]).toEqual(assumption === 'none' ? [0, 1, 2] : [0, 2]);
    expect(bounds.upper).toBeAllClose([1, ...others]);
    expect(bounds.lower[0]).toBeAllClose(Math.max(0, 1 - others.reduce((sum, u) => sum + u, 0)));
    // The same action in the same state.
    expect(rows(1, 0, 1)).toEqual({
      entry: Uint32Array.of(3),
      bounds: { lower: Float64Array.of(1), upper: Float64Array.of(1) },
    });
  });

  test.prop([problems])('holds every admissible row of every p and q in their boxes', ({ log, alpha, seed }) => {
    const model = fit(log, undefined).mdp;
    const boxes = intervalMdp(model, loggedCounts(model), alpha);
    const rng = createRng(seed);
    const world = worldWithin(rng, model, boxes);
    for (const name of intervalAssumptions) {
      const rows = intervalRows(boxes, name);
      for (let i = 0; i < log.state.length; i++) {
        const observedRow = log.state[i] * model.nActions + log.action[i];
        const at = boxes.nextState.indexOf(log.nextState[i], boxes.rowStart[observedRow]);
        const observed = world.nextState.indexOf(log.nextState[i], world.rowStart[observedRow]);
        for (let row = 0; row + 1 < world.rowStart.length; row++) {
          if (world.terminal[Math.floor(row / model.nActions)] === 1 || row === observedRow) continue;
          const { p, q, x, outcomes } = union(world, observedRow, observed - world.rowStart[observedRow], row);
          const value = Float64Array.from(outcomes, () => rng.uniform());
          const admitted = extremeRow(findAssumption(name).bounds(p, q, x), value, 'least');
          const { entry, bounds } = rows(observedRow, at - boxes.rowStart[observedRow], row);
          const share = Array.from(entry, (k) => {
            const to = boxes.nextState[k];
            if (to !== boxes.elsewhere) return admitted[outcomes.indexOf(to)];
            const logged = boxes.nextState.subarray(boxes.rowStart[row], boxes.rowStart[row + 1]);
            return admitted.reduce((sum, mass, k) => sum + (logged.includes(outcomes[k]) ? 0 : mass), 0);
          });
          expect(share.reduce((sum, mass) => sum + mass, 0)).toBeAllClose(1, { atol: 1e-9 });
          expect(share).toBeAllClose(
            share.map((mass, k) => Math.min(bounds.upper[k], Math.max(bounds.lower[k], mass))),
            { rtol: 0, atol: 1e-9 },
          );
        }
      }
    }
  });

  // p of the observed outcome 1 and of 2, then q of 1 and of 2.
  it.each([
    ['at a tie of the worst p and q', [0.3, 0.5], [0.5, 0.6], [0.5, 0.6], [0.2, 0.5], true],
    ['with more of p[x]', [0.3, 0.51], [0.5, 0.6], [0.5, 0.6], [0.2, 0.5], false],
    ['with less of p[y]', [0.3, 0.5], [0.49, 0.6], [0.5, 0.6], [0.2, 0.5], false],
    ['with less of q[x]', [0.3, 0.5], [0.5, 0.6], [0.49, 0.6], [0.2, 0.5], false],
    ['with more of q[y]', [0.3, 0.5], [0.5, 0.6], [0.5, 0.6], [0.2, 0.51], false],
  ])(
    'shuts an outcome off under stability only if it is shut off whatever p and q are: %s',
    (...[, px, py, qx, qy, shut]) => {
      const boxes = boxesOf(
        [
          [1, px[0], px[1]],
          [2, py[0], py[1]],
        ],
        [
          [1, qx[0], qx[1]],
          [2, qy[0], qy[1]],
        ],
      );
      expect([...intervalRows(boxes, 'stability')(0, 0, 1).entry]).toEqual(shut ? [2] : [2, 3]);
      expect([...intervalRows(boxes, 'none')(0, 0, 1).entry]).toEqual([2, 3]);
    },
  );

  it('never shuts off what was observed', () => {
    const known = boxesOf(
      [
        [1, 0.5, 0.5],
        [2, 0.5, 0.5],
      ],
      [
        [1, 0.5, 0.5],
        [2, 0.5, 0.5],
      ],
    );
    const { entry, bounds } = intervalRows(known, 'stability')(0, 0, 1);
    expect([[...entry], [...bounds.lower], [...bounds.upper]]).toEqual([[2], [1], [1]]);
  });

  it('refuses assumptions that need p and q themselves', () => {
    const boxes = intervalMdp(mdp, loggedCounts(mdp), 0.5);
    expect(() => intervalRows(boxes, 'monotone')).toThrow(
      /^counterfactual: bounds .* are known under none and stability, got 'monotone' - its bounds need p and q/,
    );
  });
});
