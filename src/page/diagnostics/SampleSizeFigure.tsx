import type { VNode } from 'preact';
import { count, decimal } from '../../report/numbers.js';
import type { ReportWords } from '../../report/report.js';
import type { Diagnostics } from '../../ope/diagnostics/diagnostics.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { useWidth } from '../figure/useWidth.js';
import { line, powersOfTen } from './curve.js';
import { FRAME } from './frame.js';
import { linearScale, logScale } from '../figure/scale/scales.js';
import { ticks } from '../figure/scale/ticks.js';

const TITLE = 'How many equal cases the weights are worth, step by step';
/** Below 10 hardly anything can be said, below 100 little. */
const THRESHOLDS = [10, 100];

export interface SampleSizeFigureProps extends Pick<Diagnostics, 'nEpisodes' | 'effectiveSampleSizeByStep'> {
  readonly noun: ReportWords['noun'];
}

/** The effective sample size of importance weights as runs go on. */
export function SampleSizeFigure({ nEpisodes, effectiveSampleSizeByStep: sizes, noun }: SampleSizeFigureProps): VNode {
  const [box, width] = useWidth(518);
  const { left, top, bottom, height } = FRAME;
  const right = width - 52;
  const n = sizes.length;
  const domain = [1, Math.max(2, n)] as const;
  const x = linearScale(domain, [left + 8, right]);
  const y = logScale([1, Math.max(10, nEpisodes)], [bottom, top]);
  // All weights may be 0: the axis has no place for that, so it is shown at its foot.
  const places = Array.from(sizes, (size, t) => [x(t + 1), y(Math.max(1, size))] as const);
  const yTicks = powersOfTen(Math.max(10, nEpisodes));
  const xTicks = ticks(domain, Math.min(n, Math.max(2, (right - left) / 70))).filter(Number.isInteger);
  const last = sizes[n - 1] ?? 0;
  return (
    <Figure
      title={TITLE}
      caption={`Each ${noun.one} of the log is weighed by how much likelier the policy was to act as was done; weights multiply with every step, and few end up carrying all. Under 100 cases an estimate by weights says little, under 10 hardly anything. It says nothing of the counterfactual, which needs no weights.`}
      table={() => ({
        head: ['steps', `equal ${noun.many}`],
        rows: Array.from(sizes, (size, t) => [String(t + 1), decimal(size, 1)]),
      })}
    >
      <div ref={box}>
        <Chart
          id="sample-size"
          width={width}
          height={height}
          title={TITLE}
          description={`Of ${count(nEpisodes)} ${noun.many}, by steps: ${Array.from(sizes, (size, t) => `${t + 1}: ${decimal(size, 1)}`).join(', ')}.`}
        >
          <Grid scale={y} ticks={yTicks} from={left} to={right} upright />
          {THRESHOLDS.filter((value) => value < nEpisodes).map((value) => (
            <line class="ref-threshold" x1={left} x2={right} y1={y(value)} y2={y(value)} />
          ))}
          <path class="curve" d={line(places)} />
          {places.map(([cx, cy]) => (
            <circle class="point" cx={cx} cy={cy} r={3.5} />
          ))}
          {n > 0 && (
            <text class="strong" x={right + 8} y={Math.min(bottom, places[n - 1][1]) + 4}>
              {decimal(last, 1)}
            </text>
          )}
          {THRESHOLDS.filter((value) => value < nEpisodes).map((value) => (
            <text class="side halo" x={right} y={y(value) - 5} text-anchor="end">
              {value === 10 ? '10: hardly anything' : '100: little'}
            </text>
          ))}
          <Axis scale={y} ticks={yTicks} format={count} at={left - 6} upright>
            <text class="axis-note" x={0} y={12}>
              {`↑ equal ${noun.many}`}
            </text>
          </Axis>
          <Axis scale={x} ticks={xTicks} format={String} at={bottom + 17}>
            <text class="axis-note" x={right} y={height - 4} text-anchor="end">
              steps taken into account →
            </text>
          </Axis>
        </Chart>
      </div>
    </Figure>
  );
}
