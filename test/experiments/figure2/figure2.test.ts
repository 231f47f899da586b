import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/random/rng.js';
import { figure2 } from '../../../src/experiments/figure2/figure2.js';
import { figure2Pairs } from '../../../src/experiments/figure2/figure2Pairs.js';
import { figure2Data } from '../../../src/experiments/figure2/figure2Report.js';
import { settingNames } from '../../../src/experiments/figure2/figure2Specification.js';
import { type Figure2Result, type Figure2Trial, barNames } from '../../../src/experiments/figure2/figure2Trial.js';
import { sepsisReward } from '../../../src/experiments/figure2/sepsisReward.js';

const free = { network: 'free', settings: { steps: 400 } } as const;
const small = {
  network: { hidden: [8], activation: 'tanh' },
  settings: { steps: 2, batchSize: 4, heldOut: 4 },
} as const;
const clusters = { nClusters: 6, sinkhornSteps: 4 };
const tiny = {
  ...figure2.specifications.quick,
  episodes: 5000,
  pairs: 2,
  repeats: 1,
  evaluationPairs: 3,
  fixed: { gadget1: free, gadget2: { ...free, ...clusters } },
  perturbed: { gadget1: small, gadget2: { ...small, ...clusters } },
};
const trials = figure2.trials(tiny, { seed: 1 }) as Figure2Trial[];

describe('figure2Pairs', () => {
  it('draws different pairs that differ and have enough possible next states', () => {
    const pairs = figure2Pairs(tiny, 1);
    expect(pairs).toHaveLength(2);
    expect(new Set(pairs.map(({ state, action }) => `${state} ${action}`)).size).toBe(2);
    for (const { p, q, support, observed, action, targetAction } of pairs) {
      for (const row of [p, q]) {
        expect(row.filter((value) => value > 0).length).toBeGreaterThan(tiny.moreThan);
        expect(row.reduce((sum, value) => sum + value, 0)).toBeAllClose(1);
        expect(row).toHaveLength(support.length);
      }
      expect(p).not.toEqual(q);
      expect(action).not.toBe(targetAction);
      expect(p[observed]).toBeGreaterThan(0);
      support.forEach((id, k) => {
        expect(p[k] + q[k]).toBeGreaterThan(0);
        if (k > 0) expect(id).toBeGreaterThan(support[k - 1]);
      });
    }
    expect(figure2Pairs(tiny, 1)).toEqual(pairs);
    expect(figure2Pairs(tiny, 2)).not.toEqual(pairs);
  });

  it('says so if a log has too few', () => {
    expect(() => figure2Pairs({ ...tiny, moreThan: 100 }, 1)).toThrow('the log must hold 2 pairs');
  });
});

describe('sepsisReward', () => {
  it('is a sum over variables, and has rewards of its own for the ends', () => {
    const h = sepsisReward(createRng(1), [-4, 4]);
    expect(h).toHaveLength(146);
    expect([h[144], h[145]]).toEqual([-4, 4]);
    // Changing oxygen (8 states apart) and ventilation (1 apart) adds up, whatever the other variables are.
    for (const s of [0, 48, 112])
      expect(h[s + 9] - h[s]).toBeAllClose(h[s + 8] - h[s] + (h[1] - h[0]), { atol: 1e-12 });
    // Levels of pressure are 16 apart, and oxygen has two: its effect is the same at each of them.
    for (const s of [16, 32, 64]) expect(h[s + 8] - h[s]).toBeAllClose(h[8] - h[0], { atol: 1e-12 });
    expect(new Set(h).size).toBe(146);
  });
});

describe('figure2', () => {
  it('has no variance below the optimum, learns well below Gumbel-max, and repeats a trial to the bit', async () => {
    const [trial] = trials;
    const result = await figure2.run(tiny, trial);
    expect(Object.keys(result)).toEqual([...settingNames]);
    for (const setting of settingNames) {
      const { variance } = result[setting];
      for (const bar of barNames) expect(variance[bar]).toBeGreaterThanOrEqual(variance.optimal - 1e-12);
    }
    for (const setting of ['joint, fixed', 'counterfactual, fixed'] as const) {
      const { variance } = result[setting];
      const gap = variance['gumbel-max'] - variance.optimal;
      expect(gap).toBeGreaterThan(0);
      for (const gadget of ['gadget-1', 'gadget-2'] as const)
        expect(variance[gadget] - variance.optimal).toBeLessThan(0.2 * gap);
    }
    expect(result['joint, perturbed'].variance['gumbel-max']).not.toBe(result['joint, fixed'].variance['gumbel-max']);
    expect(await figure2.run(tiny, trial)).toEqual(result);
  });

  it('judges the perturbed settings by pairs that differ', async () => {
    const settings = { ...tiny, fixed: tiny.perturbed };
    const over = async (evaluationPairs: number): Promise<number> => {
      const result = await figure2.run({ ...settings, evaluationPairs }, trials[0]);
      return result['joint, perturbed'].variance['gumbel-max'];
    };
    // Were they one pair drawn again, the mean over three of them would be that over one.
    expect(await over(3)).not.toBeAllClose(await over(1), { rtol: 1e-6 });
  });

  it('gathers trials into bars', () => {
    const finished = [1, 2].map((scale) => {
      // gumbel-max 6, inverse-cdf 5, …, optimal 1, times the scale; nothing left to gain in the last setting.
      const ladder = Object.fromEntries(barNames.map((bar, i) => [bar, scale * (6 - i)]));
      const zero = Object.fromEntries(barNames.map((bar) => [bar, 0]));
      const result = Object.fromEntries(
        settingNames.map((setting, i) => [setting, { variance: i === 3 ? zero : ladder, training: {} }]),
      ) as unknown as Figure2Result;
      return { trial: trials[0], result };
    });
    const { settings, nTrials } = figure2Data(finished);
    expect(nTrials).toBe(2);
    // gadget-1 is bar 3: 3 and 6, mean 4.5, error sqrt(4.5 / 2) = 1.5; optimum 1.5, Gumbel-max 9: 1 − 3 / 7.5.
    const { n, mean, standardError, ratio, gapClosed } = settings['joint, fixed']['gadget-1'];
    expect([n, mean, standardError!, ratio!, gapClosed!]).toBeAllClose([2, 4.5, 1.5, 3, 0.6]);
    expect(settings['counterfactual, perturbed']['gadget-1']).toEqual({ n: 2, mean: 0, standardError: 0 });
  });
});
