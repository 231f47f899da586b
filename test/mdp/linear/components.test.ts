import { describe, expect } from 'vitest';
import { fc, test } from '@fast-check/vitest';
import { statesOf, stronglyConnectedComponents } from '../../../src/mdp/linear/components.js';
import { rowsOf } from './rowsOf.js';

const graph = fc
  .integer({ min: 1, max: 9 })
  .chain((n) => fc.array(fc.array(fc.nat({ max: n - 1 }), { maxLength: 3 }), { minLength: n, maxLength: n }));

/** reach[i][j]: whether j can be reached from i in some number of steps, 0 included. */
function reachability(edges: readonly (readonly number[])[]): boolean[][] {
  const reach = edges.map((row, i) => edges.map((_, j) => i === j || row.includes(j)));
  edges.forEach((_, k) => {
    for (const row of reach) if (row[k]) reach[k].forEach((there, j) => (row[j] ||= there));
  });
  return reach;
}

describe('stronglyConnectedComponents', () => {
  test.prop([graph], { numRuns: 500 })('are the classes of states that reach each other, ends first', (edges) => {
    const components = stronglyConnectedComponents(rowsOf(edges.map((row) => row.map((j) => [j, 1]))));
    const reach = reachability(edges);
    const { component } = components;
    edges.forEach((row, i) => {
      edges.forEach((_, j) => {
        expect(component[i] === component[j]).toBe(reach[i][j] && reach[j][i]);
      });
      for (const j of row) expect(component[j]).toBeLessThanOrEqual(component[i]);
    });
    const listed = Array.from({ length: components.nComponents }, (_, c) => [...statesOf(components, c)]);
    listed.forEach((states, c) => {
      expect(states).toEqual(edges.flatMap((_, s) => (component[s] === c ? [s] : [])));
    });
  });

  test('an entry of probability 0 is no link', () => {
    const { nComponents } = stronglyConnectedComponents(rowsOf([[[1, 1]], [[0, 0]]]));
    expect(nComponents).toBe(2);
  });

  test('a corridor of a million states is no deep recursion', () => {
    const n = 1_000_000;
    const column = Uint32Array.from({ length: n - 1 }, (_, s) => s + 1);
    const first = Uint32Array.from({ length: n }, (_, s) => Math.min(s, n - 1));
    const end = Uint32Array.from({ length: n }, (_, s) => Math.min(s + 1, n - 1));
    const probability = new Float64Array(n - 1).fill(1);
    const { nComponents, states } = stronglyConnectedComponents({ nStates: n, first, end, column, probability });
    expect([nComponents, states[0], states[n - 1]]).toEqual([n, n - 1, 0]);
  });
});
