import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { northWestTree, transportSimplex } from '../../../src/counterfactual/multistep/transportTree.js';
import { loadHighs, transportProgram } from '../../../src/mechanisms/kernels/transportProgram.js';
import { dyadicVector, probabilityVector } from '../../support/generators.js';

const highs = await loadHighs();

/** Sixteenths make bases degenerate: sums of some rows equal sums of some columns. */
const masses = fc
  .integer({ min: 1, max: 7 })
  .chain((length) => fc.oneof(dyadicVector(length), probabilityVector(length)))
  .map((vector) => vector.filter((mass) => mass > 0));

const problem = fc.tuple(masses, masses).chain(([p, q]) => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1, max: 1, noNaN: true }));
  const cost = fc.array(value, { minLength: p.length * q.length, maxLength: p.length * q.length });
  return fc.record({
    p: fc.constant(p),
    q: fc.constant(q),
    costs: fc.array(
      cost.map((values) => Float64Array.from(values)),
      { minLength: 1, maxLength: 4 },
    ),
  });
});

describe('transportSimplex', () => {
  test.prop([problem], { numRuns: 200 })('finds the optimum, also from the tree of another cost', ({ p, q, costs }) => {
    const leastCost = transportSimplex(p.length + q.length);
    const tree = northWestTree(p, q);
    for (const cost of costs) {
      const value = leastCost(tree, p, q, cost);
      const plan = transportProgram(highs, p, q, cost);
      expect(value).toBeAllClose(
        plan.reduce((sum, mass, cell) => sum + mass * cost[cell], 0),
        { rtol: 1e-9, atol: 1e-9 },
      );
      const [rows, columns] = [new Float64Array(p.length), new Float64Array(q.length)];
      let reached = 0;
      tree.flow.forEach((flow, c) => {
        expect(flow).toBeGreaterThanOrEqual(0);
        rows[tree.row[c]] += flow;
        columns[tree.column[c]] += flow;
        reached += flow * cost[tree.row[c] * q.length + tree.column[c]];
      });
      expect(rows).toBeAllClose(p, { atol: 1e-10 });
      expect(columns).toBeAllClose(q, { atol: 1e-10 });
      expect(reached).toBeAllClose(value, { atol: 1e-9 });
    }
  });

  test('solves a 40 × 40 assignment with every flow tied, by hand: the identity', () => {
    const n = 40;
    const p = new Float64Array(n).fill(1 / n);
    const cost = Float64Array.from({ length: n * n }, (_, cell) => (Math.floor(cell / n) === cell % n ? 0 : 1));
    const tree = northWestTree(p, p);
    const leastCost = transportSimplex(2 * n);
    expect(leastCost(tree, p, p, cost)).toBeAllClose(0);
    expect(
      leastCost(
        tree,
        p,
        p,
        cost.map((value) => -value),
      ),
    ).toBeAllClose(-1);
  });

  test('says so if the search does not end', () => {
    const p = Float64Array.of(0.5, 0.5);
    const crossed = Float64Array.of(1, 0, 0, 1);
    expect(() => transportSimplex(4, 0)(northWestTree(p, p), p, p, crossed)).toThrow(
      'transportSimplex: the search over 2 × 2 cells must end, got no end in 0 pivots - check the rewards',
    );
  });
});
