import { expect, it } from 'vitest';
import { softmax } from '../../src/experiments/softmax.js';

it('turns logits into probabilities, however large, and keeps the impossible so', () => {
  expect(softmax(Float64Array.of(0, Math.log(3)))).toBeAllClose([0.25, 0.75]);
  expect(softmax(Float64Array.of(1e4, 1e4 + Math.log(3), -Infinity))).toBeAllClose([0.25, 0.75, 0], { rtol: 1e-11 });
});
