import { readFileSync } from 'node:fs';
import type { TopLevelSpec } from 'vega-lite';
import type { Picture } from './picture.js';

/** Measured by scripts/gadgetCurves.ts; each curve names the commit it was measured at. */
const MEASURED = 'scripts/pictures/gadgetLoss.csv';

/** The curves, in the order of the legend. */
const CURVES = {
  '7504ad2': { label: 'before', colour: '#8a8a8a' },
  f19b5c1: { label: 'now, --order none', colour: '#c8641b' },
  'f19b5c1 by score': { label: 'now, --order score', colour: '#1f6fb4' },
};

const PANELS = [
  { outcomes: 10, title: '10 outcomes, pairs drawn at random' },
  { outcomes: 146, title: '146 states of sepsis, pairs that a log visits' },
];

const EXCESS_TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const SECONDS_TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];

/** How the loss of gadget 2 falls with the CPU time of its training: before, and now with clusters alike or in order. */
export const gadgetLoss: Picture = {
  name: 'gadget-loss',
  title:
    'Held-out loss of gadget 2 over the least of any coupling, against CPU seconds of training: the same loss comes sooner than before, most of all from the order of a score',
  draw: () => {
    const points = readPoints();
    const panel = ({ outcomes, title }: (typeof PANELS)[number]): Panel => ({
      title: { text: title, fontSize: 13 },
      width: 340,
      height: 280,
      data: { values: points.filter((point) => point.outcomes === outcomes) },
      mark: { type: 'line', strokeWidth: 1.8, opacity: 0.85 },
      encoding: {
        x: {
          field: 'seconds',
          type: 'quantitative',
          scale: { type: 'log', nice: false },
          axis: { title: 'CPU seconds of training', values: SECONDS_TICKS, format: '~r', grid: false },
        },
        y: {
          field: 'excess',
          type: 'quantitative',
          scale: { type: 'log', nice: false, padding: 8 },
          axis: { title: 'held-out loss / least', values: EXCESS_TICKS, labelExpr: "format(1 + datum.value, '~r')" },
        },
        color: {
          field: 'label',
          type: 'nominal',
          scale: {
            domain: Object.values(CURVES).map(({ label }) => label),
            range: Object.values(CURVES).map(({ colour }) => colour),
          },
          legend: { title: null, orient: 'bottom', symbolType: 'stroke', labelLimit: 0, symbolStrokeWidth: 3 },
        },
        detail: { field: 'seed', type: 'nominal' },
      },
    });
    return {
      title: {
        text: 'What a gadget learns in a second',
        subtitle: 'gadget 2 of 20 clusters; a line for each seed; its scale is logarithmic in what is above 1',
      },
      spacing: 40,
      hconcat: PANELS.map(panel),
    };
  },
};

type Panel = Extract<TopLevelSpec, { hconcat: readonly unknown[] }>['hconcat'][number];

interface Point {
  readonly label: string;
  readonly outcomes: number;
  readonly seed: string;
  readonly seconds: number;
  /** Loss over the least, less 1. */
  readonly excess: number;
}

/** The points that have a place on logarithmic axes: not the start, which has taken no time. */
function readPoints(): readonly Point[] {
  const [, ...lines] = readFileSync(MEASURED, 'utf8').trim().split('\n');
  return lines
    .map((line) => line.split(','))
    .filter(([, , , step]) => step !== '0')
    .map(([curve, outcomes, seed, , seconds, ratio]) => ({
      label: CURVES[curve as keyof typeof CURVES].label,
      outcomes: Number(outcomes),
      seed,
      seconds: Number(seconds),
      excess: Number((Number(ratio) - 1).toFixed(5)),
    }));
}
