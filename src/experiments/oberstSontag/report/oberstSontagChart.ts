import type { OberstSontagData } from './oberstSontagData.js';
import { type Figure, quantities, quantityNames } from '../publishedFigures.js';
import { renderChart } from '../../renderChart.js';

/**
 * The main figure: a row for each quantity, with mean and range as published for one data set and for 100, and ours.
 *
 * @returns SVG text
 */
export function oberstSontagChart({ settings: [main] }: OberstSontagData): Promise<string> {
  const series = [
    { name: 'published, one data set, 100 bootstraps', colour: '#e08a2e' },
    { name: 'published, 100 data sets', colour: '#8c6bb1' },
    { name: `ours, ${main.observed!.n} data sets`, colour: '#1f6fb4' },
  ];
  const values = quantityNames.flatMap((name) => {
    const { label, oneLog, repeats } = quantities[name];
    return [oneLog, repeats, main[name]].flatMap((figure, i) =>
      figure ? [{ label, series: series[i].name, ...pick(figure) }] : [],
    );
  });
  const y = {
    field: 'label',
    type: 'nominal',
    sort: quantityNames.map((name) => quantities[name].label),
    axis: { title: null, ticks: false, domain: false, labelPadding: 10, labelLimit: 0, grid: true, tickBand: 'extent' },
  } as const;
  const yOffset = { field: 'series', type: 'nominal', sort: series.map(({ name }) => name) } as const;
  const color = {
    field: 'series',
    type: 'nominal',
    scale: { domain: series.map(({ name }) => name), range: series.map(({ colour }) => colour) },
    legend: { title: null, orient: 'top', direction: 'vertical', labelLimit: 0, symbolType: 'circle' },
  } as const;
  const x = {
    field: 'mean',
    type: 'quantitative',
    scale: { domainMin: -1, domainMax: 1 },
    axis: { title: 'return: −1 death, +1 discharge', format: '.1f', tickCount: 5 },
  } as const;
  return renderChart({
    title: {
      text: 'Estimates of the target policy, and its true value',
      subtitle: `${main.episodes} trajectories, hidden diabetes, Gumbel-max; mean and 2.5 to 97.5 %`,
    },
    width: 560,
    height: { step: 20 },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2.5 },
        encoding: { y, yOffset, color, x: { ...x, field: 'lower' }, x2: { field: 'upper' } },
      },
      { mark: { type: 'point', filled: true, size: 75, opacity: 1 }, encoding: { y, yOffset, color, x } },
    ],
  });
}

function pick({ mean, lower, upper }: Figure): Figure {
  return { mean, lower, upper };
}
