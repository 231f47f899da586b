import type { TopLevelSpec } from 'vega-lite';
import type { Figure1Data } from './figure1Report.js';
import { renderChart } from '../renderChart.js';

const COLOUR = '#1f6fb4';
const WIDTH = 520;

const y = {
  field: 'loss',
  type: 'quantitative',
  scale: { zero: false, padding: 16 },
  axis: { title: 'P(X ≠ Y)', format: '.3f' },
} as const;

/**
 * Loss of gadget 2 against the noise on the pairs it was trained on, with standard errors where there are several
 * seeds, between the lines of Gumbel-max and of the maximal coupling; above them the most that Gumbel-max reaches.
 *
 * @returns SVG text
 */
export function figure1LossChart({ points, baselines, gumbelMaxBound }: Figure1Data): Promise<string> {
  const values = points.map(({ noise, mean, standardError = 0 }) => ({
    noise: String(noise),
    loss: mean,
    lower: mean - standardError,
    upper: mean + standardError,
  }));
  const reference = (name: 'gumbel-max' | 'maximal', label: string): Line => {
    const { loss } = baselines.find((baseline) => baseline.name === name)!;
    return { loss, label: `${label}, ${loss.toFixed(4)}` };
  };
  const x = {
    field: 'noise',
    type: 'ordinal',
    // In the order given; each step is four times the one before, so that even spacing is a logarithmic scale.
    sort: null,
    scale: { type: 'point', padding: 0.5 },
    axis: { title: 'standard deviation of the noise on the logits in training', labelAngle: 0, grid: false },
  } as const;
  return renderChart({
    title: { text: 'Near-maximal couplings', subtitle: 'Gadget 2 for one pair of distributions, exact' },
    width: WIDTH,
    height: 300,
    layer: [
      // Each label where the curve is not: it starts at the lower line and ends at the upper one.
      referenceLayer(
        {
          loss: gumbelMaxBound,
          label: `most of Gumbel-max at this distance, 2 TV / (1 + TV) = ${gumbelMaxBound.toFixed(4)}`,
        },
        'left',
      ),
      referenceLayer(reference('gumbel-max', 'Gumbel-max'), 'left'),
      referenceLayer(reference('maximal', 'maximal coupling (optimal)'), 'right'),
      {
        data: { values },
        encoding: { x },
        layer: [
          { mark: { type: 'line', color: COLOUR, strokeWidth: 2 }, encoding: { y } },
          {
            mark: { type: 'rule', color: COLOUR },
            encoding: { y: { ...y, field: 'lower' }, y2: { field: 'upper' } },
          },
          { mark: { type: 'point', filled: true, size: 70, opacity: 1, color: COLOUR }, encoding: { y } },
        ],
      },
    ],
  });
}

type Layer = Extract<TopLevelSpec, { layer: readonly unknown[] }>['layer'][number];

interface Line {
  readonly loss: number;
  readonly label: string;
}

function referenceLayer(line: Line, side: 'left' | 'right'): Layer {
  return {
    data: { values: [line] },
    layer: [
      { mark: { type: 'rule', strokeDash: [5, 4], color: '#555' }, encoding: { y } },
      {
        mark: { type: 'text', align: side, dx: side === 'left' ? 6 : -6, dy: -8, fontSize: 12, color: '#555' },
        encoding: { y, x: { value: side === 'left' ? 0 : WIDTH }, text: { field: 'label' } },
      },
    ],
  };
}
