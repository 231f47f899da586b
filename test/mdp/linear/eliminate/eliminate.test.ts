import { describe, expect, test } from 'vitest';
import { chainSystem } from '../../../../src/mdp/linear/chainSystem.js';
import { checkSolution } from '../../../../src/mdp/linear/checkSolution.js';
import { stronglyConnectedComponents } from '../../../../src/mdp/linear/components.js';
import { bandIndex, eliminate, solveForward, solveTransposed } from '../../../../src/mdp/linear/eliminate/eliminate.js';
import { exactResidual } from '../../../../src/mdp/linear/exactResidual.js';
import { narrowOrder } from '../../../../src/mdp/linear/eliminate/narrowOrder.js';
import { solveChain } from '../../../../src/mdp/linear/solveChain.js';
import { rowsOf } from '../rowsOf.js';

/**
 * A walk between neighbours of a line of n states that ends at either rim with `out`; places are numbered by `name`.
 */
function line(n: number, out: number, name: (place: number) => number): ReturnType<typeof rowsOf> {
  const rows: (readonly [number, number])[][] = Array.from({ length: n }, () => []);
  const leak = new Array<number>(n).fill(0);
  for (let place = 0; place < n; place++) {
    const rim = place === 0 || place === n - 1;
    if (rim) leak[name(place)] = out;
    const share = rim ? 1 - out : 0.5;
    for (const next of [place - 1, place + 1]) if (next >= 0 && next < n) rows[name(place)].push([name(next), share]);
  }
  return rowsOf(rows, leak);
}

describe('eliminate', () => {
  test('solves two states by hand, forwards and transposed', () => {
    // P = [[., 1/2], [1/4, .]], the rest leaves: x = b + P x has the inverse 8/7 [[1, 1/2], [1/4, 1]].
    const matrix = new Float64Array(6);
    matrix[bandIndex(0, 1, 1)] = 0.5;
    matrix[bandIndex(1, 0, 1)] = 0.25;
    const elimination = eliminate(matrix, Float64Array.of(0.5, 0.75), 1);
    const x = Float64Array.of(7, 14);
    solveForward(elimination, x);
    expect(x).toBeAllClose([16, 18]);
    const y = Float64Array.of(7, 14);
    solveTransposed(elimination, y);
    expect(y).toBeAllClose([12, 20]);
  });
});

describe('narrowOrder', () => {
  test('finds a line whatever its numbers', () => {
    const n = 101;
    const rows = line(n, 0.5, (place) => (37 * place) % n);
    const components = stronglyConnectedComponents(rows);
    const position = new Uint32Array(n);
    const { order, reach } = narrowOrder(rows, components, 0, position);
    expect(reach).toBe(1);
    order.forEach((s, at) => {
      expect(position[s]).toBe(at);
    });
    expect(
      narrowOrder(
        line(n, 0.5, (place) => place),
        components,
        0,
        position,
      ).reach,
    ).toBe(1);
  });
});

describe('exactResidual', () => {
  test('keeps what cancels', () => {
    // 1/2 · x[1] + 1/2 · x[2] − x[0] with x = 1, 1 + 2^-52, 1: half a rounding error, which no plain sum shows.
    const system = chainSystem(rowsOf([[[1, 0.5], [2, 0.5]], [], []]), 1); // prettier-ignore
    const out = new Float64Array(3);
    exactResidual(system, new Float64Array(3), Float64Array.of(1, 1 + 2 ** -52, 1), Uint32Array.of(0), out);
    expect(out[0]).toBe(2 ** -53);
    expect(0.5 * (1 + 2 ** -52) + 0.5 - 1).toBe(0);
  });

  test('is what is left of the equations, the discount and what leaks counted', () => {
    const rows = rowsOf([[[0, 0.5], [1, 0.25]], [[0, 1]]], [0.25, 0]); // prettier-ignore
    const system = chainSystem(rows, 0.5);
    const out = new Float64Array(2);
    exactResidual(system, Float64Array.of(1, 2), Float64Array.of(3, 5), Uint32Array.of(0, 1), out);
    expect(out).toBeAllClose([1 + 0.5 * (1.5 + 1.25) - 3, 2 + 1.5 - 5]);
  });
});

describe('checkSolution', () => {
  const system = chainSystem(rowsOf([[[1, 1]], [[0, 0.5]]], [0, 0.5]), 1);
  const b = Float64Array.of(1, 1);
  const never = (): boolean => false;

  test('takes what is right to 1e-9 of the largest reward and value, in any unit', () => {
    for (const unit of [1e-12, 1, 1e12]) {
      const scaled = b.map((r) => r * unit);
      const near = (off: number) => (): void => {
        checkSolution('test', system, scaled, Float64Array.of(4 * unit, (3 + off) * unit), never);
      };
      expect(near(1e-10)).not.toThrow();
      expect(near(1e-8)).toThrow(/test: the residual must be at most .*, got .* use a smaller discount or a horizon/);
    }
  });

  test('NaN and infinity are no answers', () => {
    for (const value of [NaN, Infinity])
      expect(() => {
        checkSolution('test', system, b, Float64Array.of(4, value), never);
      }).toThrow(/the residual must be/);
  });
});

test('a walk along a line of 20,001 states is as long as the formula says', () => {
  const n = 20_001;
  const rows = line(n, 0.5, (place) => (37 * place) % n);
  const length = solveChain(rows, stronglyConnectedComponents(rows), 1, new Float64Array(n).fill(1));
  // Ends one step beyond the rims: from place i of n it takes (i + 1) (n − i) steps.
  for (const place of [0, 1, 777, 10_000, 20_000])
    expect(length[(37 * place) % n]).toBeAllClose((place + 1) * (n - place), { rtol: 1e-10 });
});
