import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { figure1 } from '../../../src/experiments/figure1/figure1.js';
import { figure1Data, gumbelMaxBound } from '../../../src/experiments/figure1/figure1Report.js';
import { effectVarianceOf, figure1Reward } from '../../../src/experiments/figure1/figure1Reward.js';
import { expectedCost, costMatrix } from '../../../src/experiments/expectedCost.js';
import { gumbelMaxCoupling } from '../../../src/mechanisms/kernels/gumbelMaxCoupling.js';
import { treatmentEffect } from '../../../src/mechanisms/treatmentEffect.js';
import { completeMechanism } from '../../../src/mechanisms/completeMechanism.js';
import { gumbelMax } from '../../../src/mechanisms/fixed/gumbelMax.js';
import { probabilityVector } from '../../support/generators.js';
import { type Figure1Result, figure1Pair } from '../../../src/experiments/figure1/figure1Trial.js';

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

describe('the line 2 TV / (1 + TV)', () => {
  const K = 5;
  const distance = (p: Float64Array, q: Float64Array): number =>
    p.reduce((sum, x, k) => sum + Math.abs(x - q[k]), 0) / 2;
  const apart = (p: Float64Array, q: Float64Array): number =>
    expectedCost(
      gumbelMaxCoupling(p, q),
      costMatrix(p.length, (x, y) => (x === y ? 0 : 1)),
    );

  test.prop([probabilityVector(K), probabilityVector(K)])('is above Gumbel-max for every pair', (p, q) => {
    const tv = distance(p, q);
    expect(apart(p, q)).toBeLessThanOrEqual(gumbelMaxBound(tv) + 1e-12);
    expect(apart(p, q)).toBeGreaterThanOrEqual(tv - 1e-12);
  });

  it('is met where two sets overlap in part', () => {
    const [p, q] = [Float64Array.of(0.5, 0.5, 0), Float64Array.of(0, 0.5, 0.5)];
    expect(apart(p, q)).toBeAllClose(2 / 3);
    expect(gumbelMaxBound(distance(p, q))).toBeAllClose(2 / 3);
  });

  it('lies over the lines and points of the figure', () => {
    const { gumbelMaxBound: line, baselines } = figure1Data(tiny, []);
    const loss = (name: string): number => baselines.find((each) => each.name === name)!.loss;
    // 2 · 0.244919 / 1.244919, by hand.
    expect(line).toBeAllClose(0.393469, { atol: 1e-6 });
    expect(loss('gumbel-max')).toBeLessThan(line);
    expect(loss('inverse-cdf')).toBeGreaterThan(line);
  });
});

describe('part (b)', () => {
  it('has each coupling with the variance of the effect, the least of all at the end', () => {
    const { effects } = figure1Data(tiny, []);
    expect(effects.map(({ shape }) => shape)).toEqual(['monotone', 'non-monotone']);
    const { p, q } = figure1Pair(tiny);
    const outcomes = Uint32Array.from(p.keys());
    for (const { shape, reward, mechanisms } of effects) {
      expect(reward).toEqual(Array.from(figure1Reward(10, shape)));
      const names = ['independent', 'gumbel-max', 'inverse-cdf', 'maximal', 'reward-cdf'];
      expect(mechanisms.map(({ name }) => name)).toEqual(names);
      const variances = mechanisms.map(({ variance }) => variance);
      expect(Math.min(...variances)).toBe(variances.at(-1));
      const { variance } = treatmentEffect(completeMechanism(gumbelMax()), p, q, { score: reward, outcomes });
      expect(variances[1]).toBeAllClose(variance);
    }
    // For a reward that rises, the inverse CDF is the optimum; for the other it is not.
    const [rising, other] = effects.map(({ mechanisms }) => mechanisms.map(({ variance }) => variance));
    expect(rising[2]).toBeAllClose(rising[4]);
    expect(other[2]).toBeGreaterThan(2 * other[4]);
  });

  it('has the variance of one coupling by hand', () => {
    // Effects 0, −2, 2, 0 with a quarter each: mean 0, variance 2.
    expect(effectVarianceOf([0.25, 0.25, 0.25, 0.25], Float64Array.of(1, 3))).toBe(2);
    expect(effectVarianceOf([0, 0.5, 0.5, 0], Float64Array.of(1, 3))).toBe(4);
  });

  it('trains a gadget for the reward, which is no point of part (a)', async () => {
    const trials = await figure1.trials(tiny, { seed: 4 });
    const trial = trials.find(({ shape }) => shape === 'non-monotone')!;
    expect(trial).toEqual({ name: 'effect-non-monotone-seed-4', noise: 0, seed: 4, shape: 'non-monotone' });
    const result = await figure1.run(tiny, trial);
    const { effects, points } = figure1Data(tiny, [{ trial, result }]);
    expect(points).toEqual([]);
    const [none, { mechanisms }] = effects;
    expect(none.mechanisms.map(({ name }) => name)).not.toContain('gadget-2');
    const gadget = mechanisms.find(({ name }) => name === 'gadget-2')!;
    expect(gadget.variance).toBe(result.loss);
    // A gadget for P(X ≠ Y) has .34 at best; the least of all is .247.
    expect(gadget.variance / mechanisms.at(-1)!.variance).toBeLessThan(1.1);
  });
});
