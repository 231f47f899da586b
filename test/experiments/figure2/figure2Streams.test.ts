import { expect, it } from 'vitest';
import { figure2Specification, settingNames } from '../../../src/experiments/figure2/figure2Specification.js';
import { type Figure2Trial, figure2Trial } from '../../../src/experiments/figure2/figure2Trial.js';
import type { TrainedMechanism } from '../../../src/learning/trainMechanism.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';

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
  /** A draw of the stream that each training was given; the trainings themselves would take thousands of steps. */
  const firstDraws: number[] = [];
  await figure2Trial({ ...figure2Specification, evaluationPairs: 2 }, trial, (rng) => {
    firstDraws.push(rng.uniform());
    return Promise.resolve({ mechanism: completeMechanism(gumbelMax()), summary: {} } as TrainedMechanism);
  });
  expect(firstDraws).toHaveLength(2 * settingNames.length);
  expect(new Set(firstDraws).size).toBe(firstDraws.length);
});
