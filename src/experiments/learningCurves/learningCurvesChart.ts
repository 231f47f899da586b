import type { TopLevelSpec } from 'vega-lite';
import type { LearningCurvesData } from './learningCurvesReport.js';
import { estimators } from './learningCurvesTrial.js';
import { renderChart } from '../renderChart.js';

const WIDTH = 380;
/** In the order of `estimators`. */
const COLOURS = ['#1f6fb4', '#c8641b'];
/** Where no curve is: over the start of the upper one, and before the end of the lower one. */
const NAMES = {
  exact: { name: 'exact loss', at: -1, mark: { align: 'right', dx: -30 } },
  relaxed: { name: 'relaxation', at: 0, mark: { align: 'left', dx: 8, dy: -8 } },
} as const;

/**
 * Learning curves of gadget 2: held-out loss over the optimum against steps, and against seconds of training, by
 * estimator. A thin line for each seed, a thick one for their mean, between the levels of Gumbel-max and of the paper's
 * gadget.
 *
 * @returns SVG text
 */
export function learningCurvesChart(data: LearningCurvesData): Promise<string> {
  const curves = data.curves.filter(({ gadget }) => gadget === 'gadget-2');
  const means = curves.flatMap(({ estimator, points }) =>
    drawn(points.map(({ step, seconds, ratio }) => ({ estimator, step, seconds, ratio: ratio.mean }))),
  );
  const singles = curves.flatMap(({ estimator, seeds }) =>
    seeds.flatMap(({ seed, points }) =>
      drawn(points.map((point) => ({ estimator, curve: `${estimator} ${seed}`, ...point }))),
    ),
  );
  const references = [
    { ratio: data.gumbelMaxRatio, label: 'Gumbel-max' },
    { ratio: data.published['gadget-2'], label: 'published' },
  ].map(({ ratio, label }) => withExcess({ ratio, label: `${label}, ${ratio.toFixed(3)}` }));
  const names = curves.map(({ estimator }) => {
    const points = means.filter((point) => point.estimator === estimator);
    return { ...points.at(NAMES[estimator].at), estimator, name: NAMES[estimator].name };
  });
  const panel = (field: 'step' | 'seconds', title: string): Panel => ({
    width: WIDTH,
    height: 320,
    layer: [
      referenceLayer(references),
      curveLayer(singles, field, title, {
        mark: { type: 'line', strokeWidth: 1, opacity: 0.4 },
        encoding: { detail: { field: 'curve', type: 'nominal' } },
      }),
      curveLayer(means, field, title, { mark: { type: 'line', strokeWidth: 2.5 }, encoding: {} }),
      ...names.map((name) =>
        curveLayer([name], field, title, {
          mark: { type: 'text', fontSize: 12, ...NAMES[name.estimator].mark },
          encoding: { text: { field: 'name' } },
        }),
      ),
    ],
  });
  const nSeeds = curves[0].seeds.length;
  return renderChart({
    title: {
      text: 'Learning by the exact loss, and by the relaxation of the papers',
      subtitle: [
        'Gadget 2: held-out loss over the optimum, both exact; its scale is logarithmic in what is above 1',
        nSeeds === 1
          ? 'One seed; one training at a time'
          : `Mean of ${nSeeds} seeds, each a thin line; one training at a time`,
      ],
    },
    spacing: 36,
    hconcat: [panel('step', 'steps'), panel('seconds', 'seconds of training, evaluations not counted')],
  });
}

/** Steps between the points of a line, as a ratio: all evaluations would be a smear where the axis is dense. */
const SPACING = 1.08;

/**
 * The points of a curve that a line goes through. Neither the start, at step 0, nor a gadget at the optimum itself has
 * a place on logarithmic axes.
 */
function drawn<Point extends { readonly step: number; readonly ratio: number }>(
  points: readonly Point[],
): (Point & { readonly excess: number })[] {
  let last = 0;
  return points
    .filter(({ step, ratio }, i) => {
      const shown = step > 0 && ratio > 1 && (step >= SPACING * last || i === points.length - 1);
      if (shown) last = step;
      return shown;
    })
    .map(withExcess);
}

type Panel = Extract<TopLevelSpec, { hconcat: readonly unknown[] }>['hconcat'][number];
type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];
type Mark = Extract<Layer, { mark: unknown }>['mark'];
type Encoding = NonNullable<Extract<Layer, { mark: unknown }>['encoding']>;

function withExcess<Point extends { readonly ratio: number }>(point: Point): Point & { readonly excess: number } {
  return { ...point, excess: point.ratio - 1 };
}

/** One sequence of round numbers for steps and seconds; an axis shows those in its range. */
const X_TICKS: number[] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];
const EXCESS_TICKS: number[] = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2];

const y = {
  field: 'excess',
  type: 'quantitative',
  scale: { type: 'log', nice: false, padding: 8 },
  axis: {
    title: 'held-out loss / optimum',
    values: EXCESS_TICKS,
    labelExpr: "format(1 + datum.value, '.2f')",
  },
} as const;

function curveLayer(
  values: readonly object[],
  field: 'step' | 'seconds',
  title: string,
  { mark, encoding }: { readonly mark: Mark; readonly encoding: Encoding },
): Layer {
  return {
    data: { values: [...values] },
    mark,
    encoding: {
      x: {
        field,
        type: 'quantitative',
        scale: { type: 'log', nice: false },
        axis: { title, grid: false, values: X_TICKS, format: '~r', labelFlush: false, labelOverlap: false },
      },
      y,
      color: {
        field: 'estimator',
        type: 'nominal',
        scale: { domain: [...estimators], range: COLOURS },
        legend: null,
      },
      ...encoding,
    },
  };
}

function referenceLayer(references: readonly object[]): Layer {
  return {
    data: { values: [...references] },
    layer: [
      { mark: { type: 'rule', strokeDash: [5, 4], color: '#555' }, encoding: { y } },
      {
        mark: { type: 'text', align: 'left', dx: 6, dy: 12, fontSize: 12, color: '#555' },
        encoding: { y, x: { value: 0 }, text: { field: 'label' } },
      },
    ],
  };
}
