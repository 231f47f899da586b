import type { Figure1Data } from './figure1Report.js';
import { renderChart } from '../renderChart.js';

/**
 * Couplings of the same pair side by side as K × K squares: Gumbel-max, gadget 2 with the least and the most noise, and
 * the maximal coupling.
 *
 * @returns SVG text
 */
export function figure1CouplingsChart({ nOutcomes, baselines, points }: Figure1Data): Promise<string> {
  const named = new Map<string, readonly number[]>();
  const baseline = (name: string): readonly number[] => baselines.find((each) => each.name === name)!.coupling;
  named.set('Gumbel-max', baseline('gumbel-max'));
  for (const { noise, coupling } of [points.at(-1)!, points[0]]) named.set(`gadget 2, noise ${noise}`, coupling);
  named.set('maximal', baseline('maximal'));
  const values = [...named].flatMap(([mechanism, coupling]) =>
    coupling.map((probability, cell) => ({
      mechanism,
      x: Math.floor(cell / nOutcomes),
      y: cell % nOutcomes,
      probability,
    })),
  );
  const axis = { labelAngle: 0, ticks: false, domain: false, grid: false };
  return renderChart({
    title: 'P(X = x, Y = y) of one pair of distributions, p rising and q falling',
    data: { values },
    facet: { field: 'mechanism', type: 'nominal', sort: [...named.keys()] },
    columns: named.size,
    spacing: 24,
    spec: {
      width: 190,
      height: 190,
      mark: { type: 'rect', stroke: '#f2f2f2', strokeWidth: 0.5 },
      encoding: {
        x: { field: 'y', type: 'ordinal', axis: { ...axis, title: 'y' } },
        y: { field: 'x', type: 'ordinal', axis: { ...axis, title: 'x' } },
        color: {
          field: 'probability',
          type: 'quantitative',
          // By the root, or the many small entries that tell the mechanisms apart would all be white.
          scale: {
            type: 'sqrt',
            range: ['#ffffff', '#c6dbef', '#6baed6', '#2171b5', '#08306b'],
            interpolate: 'rgb',
            domainMin: 0,
          },
          legend: { title: 'probability', titlePadding: 14, format: '.2f', values: [0, 0.01, 0.03, 0.06, 0.1] },
        },
      },
    },
  });
}
