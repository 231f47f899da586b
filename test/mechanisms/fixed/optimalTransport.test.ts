import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { createRng } from '../../../src/core/random/rng.js';
import { worlds } from '../../../src/laws/mechanism/worlds.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';
import { optimalTransport } from '../../../src/mechanisms/fixed/optimalTransport.js';

const floats = (...values: number[]): Float64Array => Float64Array.from(values);

describe('optimalTransport', () => {
  test('a transport by hand, the cost as a function and as a matrix', async () => {
    // Cheap cells (0, 2), (1, 0), (2, 1): a rotation. Row 0 has 1/4 more than column 2 takes.
    const matrix = floats(5, 4, 0, 0, 5, 9, 9, 0, 5);
    const [p, q, ids] = [floats(0.5, 0.25, 0.25), floats(0.25, 0.5, 0.25), Uint32Array.of(0, 1, 2)];
    const expected = [0, 0.25, 0.25, 0.25, 0, 0, 0, 0.25, 0];
    const byMatrix = await optimalTransport({ cost: matrix });
    const byFunction = await optimalTransport({ cost: (x, y) => matrix[3 * x + y] });
    expect(byMatrix.coupling!(p, q, ids)).toBeAllClose(expected);
    expect(byFunction.coupling!(p, q, ids)).toBeAllClose(expected);
  });

  test('the cost belongs to the outcome, not to its position', async () => {
    const mechanism = await optimalTransport({ cost: (x, y) => (x === 7 && y === 7 ? 0 : 1) });
    const coupling = mechanism.coupling!(floats(0.5, 0.5), floats(0.5, 0.5), Uint32Array.of(3, 7));
    expect(coupling).toBeAllClose([0.5, 0, 0, 0.5]);
  });

  const oneUnlessEqual = optimalTransport({ cost: (x, y) => (x === y ? 0 : 1) });
  test.prop([worlds(12)], { numRuns: 40 })('for cost 1 − 1{x = y} it is maximal', async ({ p, q, outcomes }) => {
    const trace = (coupling: Float64Array): number => p.reduce((sum, _, k) => sum + coupling[k * (p.length + 1)], 0);
    const best = trace(maximal().coupling!(p, q, outcomes));
    expect(trace((await oneUnlessEqual).coupling!(p, q, outcomes))).toBeAllClose(best, { rtol: 1e-9, atol: 1e-9 });
  });

  const irregular = optimalTransport({ cost: (x, y) => 1e-6 * Math.sin(13 * x + 29 * y) });
  test.prop([worlds(25)], { numRuns: 40 })(
    'marginals within 1e-12, whatever the solver rounds',
    async ({ p, q, outcomes }) => {
      const coupling = (await irregular).coupling!(p, q, outcomes);
      const rows = new Float64Array(p.length);
      const columns = new Float64Array(p.length);
      coupling.forEach((value, cell) => {
        rows[Math.floor(cell / p.length)] += value;
        columns[cell % p.length] += value;
      });
      expect(Math.min(...coupling)).toBeGreaterThanOrEqual(0);
      expect(rows).toBeAllClose(p, { rtol: 1e-12, atol: 0 });
      expect(columns).toBeAllClose(q);
    },
  );

  test('masses far below the solver’s tolerance, on both sides', async () => {
    // Given as they are, the solver ends this one without an answer.
    const weights = (...exponents: number[]): Float64Array => {
      const values = Float64Array.from(exponents, (exponent) => 10 ** exponent);
      const total = values.reduce((a, b) => a + b);
      return values.map((value) => value / total);
    };
    const score = [0, 3, 1, 1, 5];
    const mechanism = await optimalTransport({ cost: (x, y) => (score[x] - score[y]) ** 2 });
    const [p, q] = [weights(0, -11, -14, -14, -14), weights(0, -14, -14, -16, -16)];
    const coupling = mechanism.coupling!(p, q, Uint32Array.from(p.keys()));
    const rows = p.map((_, x) => coupling.subarray(5 * x, 5 * x + 5).reduce((a, b) => a + b));
    expect(rows).toBeAllClose(p, { rtol: 1e-12, atol: 0 });
  });

  test('no exchange of two cells lowers the cost of a plan with 100 outcomes', async () => {
    const rng = createRng(3);
    const n = 100;
    const cost = Float64Array.from({ length: n * n }, () => rng.uniform());
    const distribution = (): Float64Array => {
      const weights = Float64Array.from({ length: n }, () => rng.exponential());
      const total = weights.reduce((a, b) => a + b);
      return weights.map((weight) => weight / total);
    };
    const [p, q] = [distribution(), distribution()];
    const coupling = (await optimalTransport({ cost })).coupling!(p, q, Uint32Array.from(p.keys()));
    const used = Array.from(coupling.keys()).filter((cell) => coupling[cell] > 0);
    let worst = 0;
    for (const a of used) {
      for (const b of used) {
        const [i, j, k, l] = [Math.floor(a / n), a % n, Math.floor(b / n), b % n];
        worst = Math.max(worst, cost[a] + cost[b] - cost[i * n + l] - cost[k * n + j]);
      }
    }
    expect(used.length).toBeGreaterThanOrEqual(n);
    expect(worst).toBeLessThanOrEqual(1e-9);
  });

  test('a bad cost is an error', async () => {
    await expect(optimalTransport({ cost: floats(1, 2, 3) })).rejects.toThrow(/square matrix, got 3 entries/);
    const undefinedCost = await optimalTransport({ cost: (x, y) => x / y });
    const call = (): unknown => undefinedCost.coupling!(floats(0.5, 0.5), floats(0.5, 0.5), Uint32Array.of(0, 1));
    expect(call).toThrow(/finite number for every pair of outcomes, got NaN for outcomes 0 and 0/);
    expect(call).toThrow(ArgumentError);
    const small = await optimalTransport({ cost: floats(0, 1, 1, 0) });
    expect(() => small.coupling!(floats(0.5, 0.5), floats(1, 0), Uint32Array.of(1, 2))).toThrow(
      /got NaN for outcomes 2/,
    );
  });
});
