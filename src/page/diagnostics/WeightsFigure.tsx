import type { VNode } from 'preact';
import { count, percent } from '../../report/numbers.js';
import type { ReportWords } from '../../report/report.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { useWidth } from '../figure/useWidth.js';
import { type Place, line, powersOfTen, steps } from './curve.js';
import { FRAME } from './frame.js';
import { cumulative, notable } from './weights.js';
import { linearScale, logScale } from '../figure/scale/scales.js';

const TITLE = 'Whose weight it is';
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
/** Shares below which a label stands above its point: below it is the axis. */
const LOW = 0.12;

export interface WeightsFigureProps {
  /** Shape (n): each episode's share of all weight, the largest first. */
  readonly shares: Float64Array;
  readonly noun: ReportWords['noun'];
}

/** How much of all weight the heaviest episodes have together. */
export function WeightsFigure({ shares, noun }: WeightsFigureProps): VNode {
  const [box, width] = useWidth(518);
  const { left, top, bottom, height } = FRAME;
  const right = width - 24;
  const n = shares.length;
  const x = logScale([1, Math.max(2, n)], [left + 8, right]);
  const y = linearScale([0, 1], [bottom, top]);
  const sums = cumulative(shares);
  const told = notable(sums);
  const name = (k: number): string => `${count(k)} ${k === 1 ? noun.one : noun.many}`;
  const xTicks = powersOfTen(n);
  return (
    <Figure
      title={TITLE}
      caption={`The heaviest ${noun.one} first: the curve is the share of all weight that so many have together, the dotted line what it would be if all weighed alike. Where it starts high, one ${noun.one} decides what the estimates by weights say.`}
      table={() => ({
        head: [`heaviest ${noun.many}`, 'share of all weight'],
        rows: told.map((k) => [count(k), percent(sums[k - 1])]),
      })}
    >
      <div ref={box}>
        <Chart id="weights" width={width} height={height} title={TITLE} description={described(sums, told, name)}>
          <Grid scale={y} ticks={QUARTERS} from={left} to={right} upright />
          <path class="evenly" d={line(alike(n, x, y))} />
          <path class="curve" d={steps(thinned(sums, x, y))} />
          {told.length > 0 && (
            <>
              <circle class="point" cx={x(1)} cy={y(sums[0])} r={4.5} />
              <text class="strong halo" x={x(1) + 9} y={y(sums[0]) + (sums[0] > LOW ? 19 : -8)}>
                {`one ${noun.one}: ${percent(sums[0])}`}
              </text>
            </>
          )}
          <Axis scale={y} ticks={QUARTERS} format={percent} at={left - 6} upright>
            <text class="axis-note" x={0} y={12}>
              ↑ share of all weight
            </text>
          </Axis>
          <Axis scale={x} ticks={xTicks} format={count} at={bottom + 17}>
            <text class="axis-note" x={right} y={height - 4} text-anchor="end">
              {`heaviest ${noun.many} →`}
            </text>
          </Axis>
        </Chart>
      </div>
    </Figure>
  );
}

/** The curve of equal weights; a line of its own form where the axis is one of logarithms. */
function alike(n: number, x: (value: number) => number, y: (value: number) => number): readonly Place[] {
  return Array.from({ length: 41 }, (_, i) => n ** (i / 40)).map((k) => [x(k), y(k / n)]);
}

/** One place for each pixel across at most. */
function thinned(sums: Float64Array, x: (value: number) => number, y: (value: number) => number): readonly Place[] {
  const places: Place[] = [];
  for (const [i, sum] of sums.entries()) {
    const at = x(i + 1);
    const last = places.at(-1);
    if (!last || at - last[0] >= 1 || i === sums.length - 1) places.push([at, y(sum)]);
  }
  return places;
}

function described(sums: Float64Array, told: readonly number[], name: (k: number) => string): string {
  if (told.length === 0) return 'All weights are 0.';
  return `Share of all weight: ${told.map((k) => `${name(k)} ${percent(sums[k - 1])}`).join(', ')}.`;
}
