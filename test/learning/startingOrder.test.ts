import { expect, test } from 'vitest';
import type { Rng } from '../../src/core/random/rng.js';
import { gadgetSpec } from '../../src/gadgets/gadgetSpec.js';
import { trainingObjectives } from '../../src/gadgets/training/trainingObjectives.js';
import type { TrainingPair } from '../../src/gadgets/training/trainingPair.js';
import { orderOf, startingOrder } from '../../src/learning/startingOrder.js';
import { probabilities } from '../gadgets/kernels/scenarios.js';

const outcomes = [2, 3, 5, 8, 9];
const spec = gadgetSpec('gadget-2', { outcomes, nClusters: 8 });
const source =
  (objective: TrainingPair['objective']) =>
  (rng: Rng): TrainingPair => ({ p: probabilities(rng, 5, false), q: probabilities(rng, 5, false), objective });

test('the order of a score is the one to begin with, where its difference is to be small', () => {
  const score = Float64Array.of(3, 0, 4, 1, 1);
  const [objective] = trainingObjectives({ scores: [score] });
  expect(orderOf(outcomes, score)).toEqual([3, 8, 9, 2, 5]);
  expect(startingOrder(spec, source(objective), [score])).toEqual([3, 8, 9, 2, 5]);
});

test('of several scores it is the one that weighs most, or their sum', () => {
  const [wide, narrow] = [Float64Array.of(9, 0, 6, 3, 12), Float64Array.of(0, 0.2, 0.1, 0.4, 0.3)];
  const orderFor = (scores: readonly Float64Array[]): readonly number[] | undefined =>
    startingOrder(spec, source(trainingObjectives({ scores })[0]), scores);
  expect(orderFor([narrow, wide])).toEqual(orderOf(outcomes, wide));
  const [a, b] = [Float64Array.of(2, 0, 1, 0, 3), Float64Array.of(2, 1, 1, 0, 1)];
  expect(orderFor([a, b])).toEqual([8, 3, 5, 2, 9]);
});

test('none is taken where the best begins hardly nearer to the least loss than Gumbel-max', () => {
  const scores = [Float64Array.of(0, 1, 2, 3, 4), Float64Array.of(2, 0, 4, 1, 3)];
  expect(startingOrder(spec, source(trainingObjectives({ scores })[0]), scores)).toBeUndefined();
});
