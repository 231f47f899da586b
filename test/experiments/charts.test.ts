import { describe, expect, it } from 'vitest';
import { figure1Specification } from '../../src/experiments/figure1/figure1.js';
import { figure1Data } from '../../src/experiments/figure1/figure1Report.js';
import { settingNames } from '../../src/experiments/figure2/figure2Specification.js';
import { type BarName, barNames } from '../../src/experiments/figure2/figure2Trial.js';
import {
  quickOberstSontagSpecification as quick,
  settingName,
} from '../../src/experiments/oberstSontag/oberstSontagSpecification.js';
import { oberstSontagData } from '../../src/experiments/oberstSontag/report/oberstSontagData.js';
import { figure1CouplingsChart } from '../../src/experiments/figure1/figure1CouplingsChart.js';
import { figure1LossChart } from '../../src/experiments/figure1/figure1LossChart.js';
import { figure2Chart } from '../../src/experiments/figure2/figure2Chart.js';
import { oberstSontagChart } from '../../src/experiments/oberstSontag/report/oberstSontagChart.js';
import { learningCurvesChart } from '../../src/experiments/learningCurves/learningCurvesChart.js';

const training = { bestStep: 0, startLoss: 1, heldOutLoss: 1, backend: 'none' };
const finished = [0, 1.6].map((noise) => ({
  trial: { name: `noise-${noise}`, noise, seed: 1 },
  result: { loss: 0.25 + noise / 100, coupling: Array.from({ length: 100 }, () => 0.01), training },
}));
const data1 = figure1Data({ ...figure1Specification, noiseScales: [0, 1.6] }, finished);

const bars = Object.fromEntries(
  barNames.map((bar, i) => [bar, { n: 2, mean: 1 + i, standardError: 0.5, ratio: 1, gapClosed: 0 }]),
) as Record<BarName, { n: number; mean: number; standardError: number; ratio: number; gapClosed: number }>;
const data2 = { nTrials: 2, settings: { ...Object.fromEntries(settingNames.map((name) => [name, bars])) } as never };

const logs = [0.5, 0.7].map((value, i) => ({
  trial: { name: `seed-${i}`, seed: i, episodes: quick.episodes },
  result: {
    settings: Object.fromEntries(
      quick.settings.map((setting) => [settingName(setting), { ...flat(value), wis: null, heldOutWis: 0.1 }]),
    ),
  },
}));
const data3 = oberstSontagData(quick, logs as never);

function flat(value: number): object {
  const names = ['observed', 'trueValue', 'modelBased', 'endlessModel', 'counterfactual'];
  return { ...Object.fromEntries(names.map((name) => [name, value])), outcomeProbabilities: [1] };
}
const learning = {
  optimum: 1,
  gumbelMax: 1.7,
  gumbelMaxRatio: 1.7,
  published: { 'gadget-1': 1.726, 'gadget-2': 1.076 },
  workers: 1,
  backends: ['cpu'],
  curves: (['exact', 'relaxed'] as const).map((estimator, i) => ({
    gadget: 'gadget-2' as const,
    estimator,
    points: [1, 2, 3].map((k) => ({ step: 10 * (k - 1), seconds: k, ratio: { n: 2, mean: 1 + (i + 1) / 10 / k } })),
    seeds: [1, 2].map((seed) => ({
      seed,
      points: [1, 2, 3].map((k) => ({ step: 10 * (k - 1), seconds: k, ratio: 1 + (i + 1) / 10 / k })),
    })),
  })),
} as const;

function count(svg: string, pattern: RegExp): number {
  return [...svg.matchAll(pattern)].length;
}

describe('charts', () => {
  it('figure 1: a point for each noise between two labelled lines', async () => {
    const svg = await figure1LossChart(data1);
    expect(svg).toMatch(/^<svg /);
    for (const text of ['Gumbel-max, 0.2968', 'maximal coupling (optimal), 0.2449', '>1.6<'])
      expect(svg).toContain(text);
    expect(count(svg, /aria-roledescription="point"/g)).toBe(2);
    expect(await figure1LossChart(data1)).toBe(svg);
  });

  it('figure 1: four couplings side by side', async () => {
    const svg = await figure1CouplingsChart(data1);
    for (const text of ['Gumbel-max', 'gadget 2, noise 0', 'gadget 2, noise 1.6', 'maximal'])
      expect(svg).toContain(`>${text}<`);
    expect(count(svg, /aria-roledescription="rect mark"/g)).toBe(400);
  });

  it('figure 2: a bar with an error for each mechanism and setting', async () => {
    const svg = await figure2Chart(data2);
    for (const text of [...settingNames, ...barNames]) expect(svg).toContain(`>${text}<`);
    expect(count(svg, /aria-roledescription="bar"/g)).toBe(24);
    expect(count(svg, /aria-roledescription="rule mark"/g)).toBe(24);
  });

  it('estimates of Oberst & Sontag: published and ours for each quantity, and nothing for what is undefined', async () => {
    const svg = await oberstSontagChart(data3);
    for (const text of ['published, 100 data sets', 'ours, 2 data sets', 'true value of the target policy', 'WIS'])
      expect(svg).toContain(`>${text}<`);
    // Of six quantities each column lacks one: held-out WIS, the counterfactual estimate, and our undefined WIS.
    expect(count(svg, /aria-roledescription="point"/g)).toBe(15);
    expect(svg).toContain('mean: 0.6; label: counterfactual estimate; series: ours, 2 data sets');
  });

  it('learning curves: two panels, a line a seed and one of means by estimator, between two labelled levels', async () => {
    const svg = await learningCurvesChart(learning);
    for (const text of ['Gumbel-max, 1.700', 'published, 1.076', 'exact loss', 'relaxation'])
      expect(count(svg, new RegExp(`>${text}<`, 'g'))).toBe(2);
    expect(count(svg, /aria-roledescription="line mark"/g)).toBe(2 * 2 * (2 + 1));
    expect(svg).toContain('Mean of 2 seeds');
    expect(svg).not.toContain('NaN');
  });
});
