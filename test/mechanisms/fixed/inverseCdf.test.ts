import { describe, expect, test } from 'vitest';
import { inverseCdf } from '../../../src/mechanisms/fixed/inverseCdf.js';
import { checkMechanism } from '../../../src/laws/index.js';
import { boundForms } from '../bounds/boundForms.js';

describe('inverseCdf', () => {
  test('the outcome is where the uniform falls', () => {
    const { outcome } = boundForms(inverseCdf());
    const p = Float64Array.of(0.25, 0, 0.75);
    const at = (u: number): number => outcome(p, Float64Array.of(u), Uint32Array.of(0, 1, 2));
    expect([0.1, 0.25, 0.9].map(at)).toEqual([0, 2, 2]);
  });

  test('rounding in the sum never gives an impossible outcome', () => {
    const { outcome } = boundForms(inverseCdf());
    const p = Float64Array.of(0.1, 0.2, 0.7 - 1e-10, 0);
    expect(outcome(p, Float64Array.of(1 - 2 ** -53), Uint32Array.of(0, 1, 2, 3))).toBe(2);
  });

  test('is monotone, and neither stable nor near maximal', () => {
    const { properties } = checkMechanism(inverseCdf(), { runs: 300, draws: 50 });
    expect(Object.fromEntries(properties.map(({ law, verdict }) => [law, verdict]))).toEqual({
      'counterfactually stable': 'fails',
      'monotone in index': 'holds',
      'half of maximal': 'fails',
      maximal: 'fails',
      'repeats what is repeated': 'holds',
      'rows within monotone': 'fails',
      'rows within stability-all': 'fails',
    });
  });
});
