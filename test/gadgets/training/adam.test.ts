import { expect, test } from 'vitest';
import { adamStep, createAdamState } from '../../../src/gadgets/training/adam.js';

test('two steps by hand', () => {
  const weights = Float32Array.of(1, 0);
  const state = createAdamState(2);
  adamStep(weights, Float32Array.of(2, 0), state, 1, 0.1);
  // The first step is the rate times the sign: m / (1 - .9) = 2, sqrt(v / (1 - .999)) = 2.
  expect(weights).toBeAllClose([0.9, 0], { rtol: 1e-6 });
  adamStep(weights, Float32Array.of(-1, 0), state, 2, 0.1);
  // m = .9 · .2 − .1 = .08, over 1 − .81: .42105; v = .999 · .004 + .001 = .004996, over 1 − .998001: 2.49925.
  expect(weights).toBeAllClose([0.9 - (0.1 * 0.4210526316) / Math.sqrt(2.4992496248), 0], { rtol: 1e-6 });
  expect(state.mean).toBeAllClose([0.08, 0], { rtol: 1e-6 });
  expect(state.square).toBeAllClose([0.004996, 0], { rtol: 1e-6 });
});

test('finds the least of a parabola', () => {
  const weights = Float32Array.of(3);
  const state = createAdamState(1);
  for (let t = 1; t <= 500; t++) adamStep(weights, Float32Array.of(2 * (weights[0] - 1)), state, t, 0.05);
  expect(weights).toBeAllClose([1], { atol: 1e-3 });
});

test('says how large the largest weight is, and that a gradient was not finite', () => {
  const step = (gradient: number): number =>
    adamStep(Float32Array.of(1, -3, 2), Float32Array.of(0, gradient, 0), createAdamState(3), 1, 0.5);
  expect(step(1)).toBeAllClose(3.5, { rtol: 1e-6 });
  expect(step(NaN)).toBeNaN();
  expect(step(Infinity)).toBeNaN();
});
