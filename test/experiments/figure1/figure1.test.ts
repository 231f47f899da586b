import { describe, expect, it } from 'vitest';
import { figure1 } from '../../../src/experiments/figure1/figure1.js';
import { figure1Data } from '../../../src/experiments/figure1/figure1Report.js';
import type { Figure1Result } from '../../../src/experiments/figure1/figure1Trial.js';

const clusters = { nClusters: 10, sinkhornSteps: 4 };
const tiny = {
  ...figure1.specifications.full,
  noiseScales: [0, 0.4],
  still: { network: 'free', ...clusters, settings: { steps: 1500 } },
  noisy: {
    network: { hidden: [8], activation: 'tanh' },
    ...clusters,
    settings: { steps: 2, batchSize: 4, heldOut: 4 },
  },
} as const;

const trial = (noise: number): Promise<Figure1Result> => figure1.run(tiny, { name: 'one', noise, seed: 1 });

describe('figure1', () => {
  it('comes close to the maximal coupling without noise', async () => {
    const { loss, coupling } = await trial(0);
    expect(loss).toBeGreaterThanOrEqual(0.244918);
    expect(loss).toBeLessThan(1.01 * 0.244919);
    expect(coupling.reduce((sum, value) => sum + value, 0)).toBeAllClose(1);
  });

  it('with noise has a loss between the bounds for any gadget 2, and repeats it to the bit', async () => {
    const result = await trial(0.4);
    expect(result.loss).toBeGreaterThanOrEqual(0.244918);
    expect(result.loss).toBeLessThan(0.907857);
    expect(await trial(0.4)).toEqual(result);
  });

  it('has the published baselines', () => {
    // Six digits of the closed forms, computed for this project; the paper prints .9078, .8776, .2966 and .2434.
    const { baselines } = figure1Data(tiny, []);
    const losses = Object.fromEntries(baselines.map(({ name, loss }) => [name, loss]));
    expect(Object.keys(losses)).toEqual(['independent', 'inverse-cdf', 'gumbel-max', 'maximal']);
    expect(Object.values(losses)).toBeAllClose([0.907856, 0.877586, 0.296817, 0.244919], { rtol: 0, atol: 5e-7 });
  });

  it('gathers seeds into points', () => {
    const training = { bestStep: 0, startLoss: 1, heldOutLoss: 1, backend: 'none' };
    const finished = [0.3, 0.5].map((loss, i) => ({
      trial: { name: String(i), noise: 0.4, seed: i },
      result: { loss, coupling: [i], training },
    }));
    const { points } = figure1Data(tiny, finished);
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({ noise: 0.4, n: 2, coupling: [0] });
    // Squares .01 + .01, / 1 / 2.
    expect([points[0].mean, points[0].standardError!, points[0].ratio]).toBeAllClose([0.4, 0.1, 0.4 / 0.244919], {
      rtol: 1e-5,
    });
  });
});
