import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import {
  type TransportProblem,
  type TransportTrees,
  createTransportProblem,
  createTransportTrees,
  northWestTree,
  transportSimplex,
} from '../../../../src/counterfactual/multistep/steps/transportTree.js';
import { loadHighs, transportProgram } from '../../../../src/mechanisms/kernels/transportProgram.js';
import { dyadicVector, probabilityVector } from '../../../support/generators.js';

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

/** A problem whose basis lies among those of others, of whatever width their cells have. */
function begun(p: Float64Array, q: Float64Array, bits: number): { problem: TransportProblem; trees: TransportTrees } {
  const most = Math.max(p.length, q.length);
  const of = createTransportProblem(most);
  of.p.set(p);
  of.q.set(q);
  of.rows = p.length;
  of.columns = q.length;
  const trees = createTransportTrees(AT + p.length + q.length, bits === 8 ? most : 257);
  northWestTree(trees, AT, of);
  return { problem: of, trees };
}

const AT = 3;

describe('transportSimplex', () => {
  test.prop([problem, fc.constantFrom(8, 16)], { numRuns: 200 })(
    'finds the optimum, also from the tree of another cost',
    ({ p, q, costs }, bits) => {
      const leastCost = transportSimplex(p.length + q.length);
      const { problem: posed, trees } = begun(p, q, bits);
      expect(trees.bits).toBe(bits);
      for (const cost of costs) {
        posed.cost.set(cost);
        const value = leastCost(trees, AT, posed);
        const plan = transportProgram(highs, p, q, cost);
        expect(value).toBeAllClose(
          plan.reduce((sum, mass, cell) => sum + mass * cost[cell], 0),
          { rtol: 1e-9, atol: 1e-9 },
        );
        // At once from the tree that was left, and nothing beside it is touched.
        expect(transportSimplex(p.length + q.length, 0)(trees, AT, posed)).toBe(value);
        expect([...trees.cells.slice(0, AT), trees.cells.at(-1)]).toEqual([0, 0, 0, 0]);
      }
    },
  );

  test('solves a 40 × 40 assignment with every flow tied, by hand: the identity', () => {
    const n = 40;
    const p = new Float64Array(n).fill(1 / n);
    const cost = Float64Array.from({ length: n * n }, (_, cell) => (Math.floor(cell / n) === cell % n ? 0 : 1));
    const { problem: posed, trees } = begun(p, p, 8);
    const leastCost = transportSimplex(2 * n);
    posed.cost.set(cost);
    expect(leastCost(trees, AT, posed)).toBeAllClose(0);
    posed.cost.set(cost.map((value) => -value));
    expect(leastCost(trees, AT, posed)).toBeAllClose(-1);
  });

  test('says so if the search does not end', () => {
    const p = Float64Array.of(0.5, 0.5);
    const { problem: crossed, trees } = begun(p, p, 8);
    crossed.cost.set([1, 0, 0, 1]);
    expect(() => transportSimplex(4, 0)(trees, AT, crossed)).toThrow(
      'transportSimplex: the search over 2 × 2 cells must end, got no end in 0 pivots - check the rewards',
    );
  });
});
