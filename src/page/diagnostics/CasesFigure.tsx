import type { VNode } from 'preact';
import type { CasesBehind } from '../../counterfactual/evaluate/casesBehind.js';
import { FEW_CASES } from '../../mdp/fewCases.js';
import { count, percent } from '../../report/numbers.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { useWidth } from '../figure/useWidth.js';
import { steps } from './curve.js';
import { FRAME } from './frame.js';
import { cumulative } from './weights.js';
import { linearScale, logOfOneMoreScale } from '../figure/scale/scales.js';

const TITLE = 'How many cases stand behind each counterfactual step';
const QUARTERS = [0, 0.25, 0.5, 0.75, 1];
/** Shares below which the label stands above its point: below it is the axis. */
const LOW = 0.12;

/** The share of the counterfactual's steps by how often their row was logged, cumulative. */
export function CasesFigure({ cases, share, repeated }: CasesBehind): VNode {
  const [box, width] = useWidth(518);
  const { left, top, bottom, height } = FRAME;
  const right = width - 24;
  const most = Math.max(FEW_CASES + 1, cases.at(-1) ?? 0);
  const x = logOfOneMoreScale([0, most], [left + 8, right]);
  const y = linearScale([0, 1], [bottom, top]);
  const sums = cumulative(share);
  const few = cases.findLastIndex((n) => n <= FEW_CASES);
  const thin = few < 0 ? 0 : sums[few];
  const xTicks = ticksUpTo(most, x);
  return (
    <Figure
      title={TITLE}
      caption={`The curve is the share of steps that rest on at most so many logged cases of the same action in the same state. What follows such a step after one or two cases is guesswork, and no interval shows it. ${percent(repeated)} of the steps repeat the log, and rest on what was observed instead.`}
      table={() => ({
        head: ['logged cases', 'steps', 'steps with at most so many'],
        rows: [
          ...Array.from(cases, (n, i) => [count(n), percent(share[i]), percent(sums[i])]),
          ['repeat the log', percent(repeated), ''],
        ],
      })}
    >
      <div ref={box}>
        <Chart
          id="cases"
          width={width}
          height={height}
          title={TITLE}
          description={`At most 2 cases: ${percent(thin)} of the steps. ${xTicks.map((n) => `At most ${count(n)}: ${percent(upTo(n, cases, sums))}`).join(', ')}. Repeating the log: ${percent(repeated)}.`}
        >
          <Grid scale={y} ticks={QUARTERS} from={left} to={right} upright />
          <line class="ref-threshold" x1={x(FEW_CASES)} x2={x(FEW_CASES)} y1={top} y2={bottom} />
          <path
            class="curve cf"
            d={steps([
              [x(0), y(0)],
              ...Array.from(cases, (n, i) => [x(n), y(sums[i])] as const),
              [right, y(sums.at(-1) ?? 0)],
            ])}
          />
          <circle class="point cf" cx={x(FEW_CASES)} cy={y(thin)} r={4.5} />
          <text class="strong halo" x={x(FEW_CASES) + 9} y={y(thin) + (thin > LOW ? 19 : -8)}>
            {`${percent(thin)} on one or two cases`}
          </text>
          <Axis scale={y} ticks={QUARTERS} format={percent} at={left - 6} upright>
            <text class="axis-note" x={0} y={12}>
              ↑ share of the steps
            </text>
          </Axis>
          <Axis scale={x} ticks={xTicks} format={count} at={bottom + 17}>
            <text class="axis-note" x={right} y={height - 4} text-anchor="end">
              at most so many logged cases →
            </text>
          </Axis>
        </Chart>
      </div>
    </Figure>
  );
}

/** 0, and of 1, 2, 5 times powers of ten those that leave each other room. */
function ticksUpTo(most: number, x: (value: number) => number): readonly number[] {
  const ticks = [0];
  for (let power = 1; power <= most; power *= 10)
    for (const digit of [1, 2, 5]) {
      const tick = digit * power;
      if (tick <= most && x(tick) - x(ticks.at(-1)!) >= 28) ticks.push(tick);
    }
  return ticks;
}

function upTo(most: number, cases: Uint32Array, sums: Float64Array): number {
  const last = cases.findLastIndex((n) => n <= most);
  return last < 0 ? 0 : sums[last];
}
