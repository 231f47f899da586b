import { expect, it, vi } from 'vitest';
import type { Rng } from '../../../src/core/random/rng.js';
import { figure2Specification, settingNames } from '../../../src/experiments/figure2/figure2Specification.js';
import { type Figure2Trial, figure2Trial } from '../../../src/experiments/figure2/figure2Trial.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';

/** A draw of the stream that each training was given, in their order. */
const firstDraws: number[] = [];

// In place of a training, which would show a stream only through thousands of steps.
vi.mock('../../../src/learning/trainMechanism.js', () => ({
  trainMechanism: (rng: Rng) => {
    firstDraws.push(rng.uniform());
    return Promise.resolve({ mechanism: completeMechanism(gumbelMax()), summary: {} });
  },
}));

const trial: Figure2Trial = {
  name: 'a pair by hand',
  pair: {
    state: 0,
    action: 0,
    targetAction: 1,
    support: [0, 1, 2],
    p: [0.5, 0.3, 0.2],
    q: [0.1, 0.3, 0.6],
    observed: 1,
  },
  score: [1, -2, 0.5],
  seed: 1,
};

it('trains every gadget of every setting on random numbers of its own', async () => {
  await figure2Trial({ ...figure2Specification, evaluationPairs: 2 }, trial);
  expect(firstDraws).toHaveLength(2 * settingNames.length);
  expect(new Set(firstDraws).size).toBe(firstDraws.length);
});
