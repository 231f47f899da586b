import { expect, test } from 'vitest';
import { createMechanism } from '../../../src/mechanisms/registry.js';

/**
 * Lorberbom et al., NeurIPS 2021, section 7.1: P(X ≠ Y) for p = softmax(0.1 (k − 4.5)), q = softmax(−0.1 (k − 4.5)), K
 * = 10. They print .9078, .8776, .2966 and .2434, partly from samples; the six digits were computed for this project
 * from the closed forms.
 */
test.each([
  ['independent', 0.907856],
  ['inverse-cdf', 0.877586],
  ['gumbel-max', 0.296817],
  ['maximal', 0.244919],
  ['optimal-transport', 0.244919],
])('figure 1: %s', async (name, published) => {
  const softmax = (slope: number): Float64Array => {
    const weights = Float64Array.from({ length: 10 }, (_, k) => Math.exp(slope * (k - 4.5)));
    const total = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / total);
  };
  const outcomes = Uint32Array.from({ length: 10 }, (_, k) => k);
  const mechanism = await createMechanism(name, { cost: (x, y) => (x === y ? 0 : 1) });
  const coupling = mechanism.coupling!(softmax(0.1), softmax(-0.1), outcomes);
  const cost = coupling.reduce((sum, value, cell) => (cell % 11 === 0 ? sum : sum + value), 0);
  expect(cost).toBeAllClose(published, { rtol: 0, atol: 5e-7 });
});
