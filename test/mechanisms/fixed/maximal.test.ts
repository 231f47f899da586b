import { test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { worlds } from '../../../src/laws/mechanism/worlds.js';
import { maximal } from '../../../src/mechanisms/fixed/maximal.js';

describe('maximal', () => {
  test('three outcomes by hand', () => {
    // Residuals (1/2, 0, 0) and (0, 1/8, 3/8), total variation 1/2.
    const [p, q] = [Float64Array.of(0.75, 0.25, 0), Float64Array.of(0.25, 0.375, 0.375)];
    const coupling = maximal().coupling!(p, q, Uint32Array.of(0, 1, 2));
    expect(coupling).toBeAllClose([0.25, 0.125, 0.375, 0, 0.25, 0, 0, 0, 0]);
    expect(maximal().counterfactual!(p, q, 0, Uint32Array.of(0, 1, 2))).toBeAllClose([1 / 3, 1 / 6, 1 / 2]);
  });

  test('a residual that only one side has still gives a whole row', () => {
    // 1 + 1e-300 is 1: q has no residual to match that of p.
    const row = maximal().counterfactual!(Float64Array.of(1, 1e-300), Float64Array.of(1, 0), 1, Uint32Array.of(0, 1));
    expect(Array.from(row)).toEqual([1, 0]);
  });

  test.prop([worlds(30)])('P(X = Y) is the sum of min(p, q)', ({ p, q, outcomes }) => {
    const coupling = maximal().coupling!(p, q, outcomes);
    const trace = p.reduce((sum, _, k) => sum + coupling[k * (p.length + 1)], 0);
    expect(trace).toBeAllClose(p.reduce((sum, value, k) => sum + Math.min(value, q[k]), 0));
  });
});
