import type { Figure2Data } from './figure2Report.js';
import { settingNames } from './figure2Specification.js';
import { barNames } from './figure2Trial.js';
import { renderChart } from '../renderChart.js';

/**
 * Variance of the treatment effect by mechanism, a panel for each setting, standard errors as lines.
 *
 * @returns SVG text
 */
export function figure2Chart({ settings, nTrials }: Figure2Data): Promise<string> {
  const values = settingNames.flatMap((setting) =>
    barNames.map((mechanism) => {
      const { mean, standardError = 0 } = settings[setting][mechanism];
      return { setting, mechanism, mean, lower: Math.max(0, mean - standardError), upper: mean + standardError };
    }),
  );
  const x = {
    field: 'mechanism',
    type: 'nominal',
    sort: [...barNames],
    axis: { title: null, labelAngle: -35, grid: false },
  } as const;
  const y = { field: 'mean', type: 'quantitative', axis: { title: 'variance of h(X) − h(Y)', tickCount: 6 } } as const;
  return renderChart({
    title: {
      text: 'Variance of the treatment effect in sepsis',
      subtitle: `Mean of ${nTrials} trials; lines are one standard error each way`,
    },
    data: { values },
    facet: { field: 'setting', type: 'nominal', sort: [...settingNames] },
    columns: 2,
    spec: {
      width: 300,
      height: 190,
      layer: [
        {
          mark: { type: 'bar', width: { band: 0.7 } },
          encoding: {
            x,
            y,
            color: {
              field: 'mechanism',
              type: 'nominal',
              scale: { domain: [...barNames], range: COLOURS },
              legend: null,
            },
          },
        },
        {
          mark: { type: 'rule', strokeWidth: 1.5, color: '#333' },
          encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' } },
        },
      ],
    },
    resolve: { scale: { y: 'independent' } },
  });
}

/** In the order of `barNames`: fixed mechanisms grey, learned ones blue, the bound green. */
const COLOURS = ['#6e6e6e', '#9a9a9a', '#c2c2c2', '#6baed6', '#1f6fb4', '#4d9e63'];
