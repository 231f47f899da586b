import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { chainSystem, residualOf } from '../../../src/mdp/linear/chainSystem.js';
import { stronglyConnectedComponents } from '../../../src/mdp/linear/components.js';
import { krylovRestart, krylovWorkspace } from '../../../src/mdp/linear/krylovRestart.js';
import { solveChain } from '../../../src/mdp/linear/solveChain.js';
import { type SparseRows, transposedRows } from '../../../src/mdp/linear/sparseRows.js';
import { sweep } from '../../../src/mdp/linear/sweep.js';
import { rowsOf } from './rowsOf.js';

/**
 * A chain of n states with k random successors each, of which one is state 0: one component; it ends with chance
 * `leak`.
 */
function randomRows(n: number, k: number, leak: number): SparseRows {
  const rng = createRng(7);
  const rows = Array.from({ length: n }, (_, s) => {
    const successors = [0, (s + 1) % n, ...Array.from({ length: k - 2 }, () => Math.floor(rng.uniform() * n))];
    return successors.map((next) => [next, (1 - leak) / k] as const);
  });
  return rowsOf(rows, new Array<number>(n).fill(leak));
}

describe('solveChain', () => {
  test.each([
    { n: 400, discount: 0.9, leak: 0 },
    { n: 400, discount: 1, leak: 1e-3 },
    { n: 900, discount: 0.9, leak: 0 },
    { n: 900, discount: 0.999999, leak: 0 },
    { n: 900, discount: 1, leak: 1e-3 },
  ])(
    'where every step pays 1 all is worth the length of a run: $n states, $discount, $leak',
    ({ n, discount, leak }) => {
      const rows = randomRows(n, 6, leak);
      const components = stronglyConnectedComponents(rows);
      const length = 1 / (1 - discount * (1 - leak));
      const ones = new Float64Array(n).fill(1);
      expect(solveChain(rows, components, discount, ones)).toBeAllClose(new Float64Array(n).fill(length), {
        rtol: 1e-9,
      });
      const visits = solveChain(rows, components, discount, ones, { transposed: true });
      expect(visits.reduce((sum, d) => sum + d, 0)).toBeAllClose(n * length, { rtol: 1e-9 });
    },
  );

  test('values and visits are transposes of each other', () => {
    for (const n of [30, 700]) {
      const rows = randomRows(n, 5, 0.01);
      const components = stronglyConnectedComponents(rows);
      const rng = createRng(3);
      const [r, mu] = [0, 1].map(() => Float64Array.from({ length: n }, () => rng.uniform()));
      const value = solveChain(rows, components, 0.99, r);
      const visits = solveChain(rows, components, 0.99, mu, { transposed: true });
      const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
      expect(dot(value, mu)).toBeAllClose(dot(visits, r), { rtol: 1e-11 });
    }
  });

  test.each([0.999, 0.999999, 1 - 1e-9])(
    '800 states that mix slowly and never end are solved at discount %d',
    (discount) => {
      const n = 800;
      const rows = rowsOf(
        Array.from({ length: n }, (_, s) => [7 * s + 1, 13 * s + 5].map((next) => [next % n, 0.5] as const)),
      );
      const components = stronglyConnectedComponents(rows);
      expect(components.nComponents).toBe(1);
      const reward = Float64Array.from({ length: n }, (_, s) => s % 3);
      const value = solveChain(rows, components, discount, reward);
      // Both successors are permutations, so that every state is visited alike and the mean value is the mean reward's.
      const mean = (x: Float64Array): number => x.reduce((sum, v) => sum + v, 0) / n;
      expect(mean(value)).toBeAllClose(mean(reward) / (1 - discount), { rtol: 1e-12 });
      const visits = solveChain(rows, components, discount, reward, { transposed: true });
      expect(mean(visits)).toBeAllClose(mean(reward) / (1 - discount), { rtol: 1e-12 });
    },
  );

  test('the transpose of the transpose has the same rows, in order of the columns', () => {
    const rows = rowsOf([[[2, 0.5], [1, 0.5]], [[2, 1]], []]); // prettier-ignore
    const twice = transposedRows(transposedRows(rows));
    expect([...twice.first, ...twice.end, ...twice.column]).toEqual([0, 2, 3, 2, 3, 3, 1, 2, 2]);
    expect([...twice.probability]).toEqual([0.5, 0.5, 1]);
  });
});

describe('sweep and krylovRestart', () => {
  const rows = randomRows(200, 4, 0);
  const system = chainSystem(rows, 0.99);
  const b = Float64Array.from({ length: 200 }, (_, s) => s % 7);
  const all = Uint32Array.from({ length: 200 }, (_, s) => s);
  const out = new Float64Array(200);

  test('a sweep shrinks the largest error by the discount or more', () => {
    const solution = solveChain(rows, stronglyConnectedComponents(rows), 0.99, b);
    const error = (x: Float64Array): number =>
      x.reduce((most, value, s) => Math.max(most, Math.abs(value - solution[s])), 0);
    const x = new Float64Array(200);
    for (let step = 0; step < 20; step++) {
      const before = error(x);
      sweep(system, b, x, all, step % 2 === 1);
      expect(error(x)).toBeLessThanOrEqual(0.99 * before * (1 + 1e-12));
    }
  });

  test('a restart never lengthens the residual, and leaves alone what it is not asked to move', () => {
    const x = new Float64Array(200);
    const some = all.subarray(50, 150);
    const workspace = krylovWorkspace(200, 100);
    const norm = (): number => {
      residualOf(system, b, x, some, out);
      return Math.hypot(...out.subarray(0, 100));
    };
    for (let step = 0; step < 2; step++) {
      const before = norm();
      krylovRestart(system, b, x, some, workspace);
      expect(norm()).toBeLessThan(0.1 * before);
    }
    expect([...x.subarray(0, 50), ...x.subarray(150)]).toEqual(new Array<number>(100).fill(0));
  });
});
