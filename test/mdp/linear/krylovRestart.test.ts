import { describe, expect, test } from 'vitest';
import { chainSystem, residualOf } from '../../../src/mdp/linear/chainSystem.js';
import { krylovRestart, krylovWorkspace } from '../../../src/mdp/linear/krylovRestart.js';
import { rowsOf } from './rowsOf.js';

const states = Uint32Array.of(0, 1, 2);
const system = chainSystem(
  rowsOf([
    [
      [1, 0.5],
      [2, 0.5],
    ],
    [
      [0, 0.25],
      [1, 0.75],
    ],
    [[0, 1]],
  ]),
  0.9,
);

describe('krylovRestart', () => {
  test('solves a system of fewer states than it has vectors', () => {
    const [b, x] = [Float64Array.of(1, -2, 4), new Float64Array(3)];
    krylovRestart(system, b, x, states, krylovWorkspace(3, 3));
    expect(residualOf(system, b, x, states, new Float64Array(3))).toBeLessThan(1e-13);
    // What is solved is left as it is.
    const solved = x.slice();
    krylovRestart(system, b, x, states, krylovWorkspace(3, 3));
    expect(x).toBeAllClose(solved, { rtol: 1e-14 });
  });

  test.each([
    ['Infinity', 1e200],
    ['NaN', NaN],
  ])('leaves values alone whose residual has the length %s', (_, size) => {
    const x = Float64Array.of(1, 2, 3);
    krylovRestart(system, Float64Array.of(size, -size, size), x, states, krylovWorkspace(3, 3));
    expect([...x]).toEqual([1, 2, 3]);
  });
});
