import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import { count, signed } from '../../../report/numbers.js';
import type { OutcomeWords } from '../../../report/report.js';
import { Axis, Grid } from '../../figure/Axis.js';
import { Chart } from '../../figure/Chart.js';
import { Figure } from '../../figure/Figure.js';
import { Mark } from '../../figure/Mark.js';
import { useWidth } from '../../figure/useWidth.js';
import { useShown } from '../../patients/useShown.js';
import { Readout } from './Readout.js';
import { Rings } from './Rings.js';
import { cellShades, countCells } from './countCells.js';
import { marksPath } from './marks.js';
import { nearest } from './nearest.js';
import { scatterScales } from './scatterScales.js';
import { type Scattered, scatterSummary, scatterTable } from './scatterWords.js';
import { useWalk } from './useWalk.js';

const TITLE = 'For whom the assumption matters';
/** Patients that have a mark each; more are counted by cells. */
const MARKED = 5000;
const HEIGHT = 292;
const TONES: readonly OutcomeWords['tone'][] = ['good', 'going', 'other', 'bad'];

/** The effect on each patient against how far it rests on the mechanism. No plan renders it anew: only the ring moves. */
export function ScatterFigure(): VNode {
  const shown = useShown();
  const { report, figures, bounds, mechanism } = shown;
  const [box, width] = useWidth(518);
  /** The episode under the pointer, or that the arrow keys came to. */
  const pointed = useSignal<number | undefined>(undefined);
  const scattered = useMemo(
    (): Scattered => ({ shown, widths: bounds.upper.map((u, e) => u - bounds.lower[e]) }),
    [figures, bounds],
  );
  const { effect, observedOutcome } = figures.evaluation;
  const { widths } = scattered;
  const frame = { left: 34, right: width - 8, top: 26, bottom: HEIGHT - 38 };
  const { x, xTicks, y, yTicks } = scatterScales(effect, widths, frame);
  const { outcomes, noun } = report.words;
  const points = Array.from(effect, (value, e) => ({
    x: x(value),
    y: y(widths[e]),
    tone: outcomes[observedOutcome[e]].tone,
  }));
  const isCounted = points.length > MARKED;
  const { walk, show } = useWalk(effect, pointed);
  return (
    <Figure
      title={TITLE}
      caption={
        <Caption
          {...{ isCounted, noun, mechanism: mechanism.name }}
          outcomes={outcomes.filter((_, o) => observedOutcome.includes(o))}
        />
      }
      table={() => scatterTable(scattered)}
    >
      <div
        ref={box}
        class="scatter"
        role="group"
        tabIndex={0}
        aria-label={`${TITLE}: arrow keys go from one ${noun.one} to the next by effect, Enter shows it`}
        onKeyDown={walk}
        onPointerMove={(event) => {
          pointed.value = nearest(points, placeIn(event));
        }}
        onPointerLeave={() => {
          pointed.value = undefined;
        }}
        onBlur={() => {
          pointed.value = undefined;
        }}
        onClick={(event) => {
          show(nearest(points, placeIn(event)));
        }}
      >
        <Chart id="scatter" width={width} height={HEIGHT} title={TITLE} description={scatterSummary(scattered)}>
          <Grid scale={x} ticks={xTicks} from={frame.top} to={frame.bottom} />
          <Grid scale={y} ticks={yTicks} from={frame.left} to={frame.right} upright />
          <Axis
            scale={x}
            ticks={xTicks}
            format={(tick) => (tick === 0 ? '0' : signed(tick, digits(xTicks)))}
            at={frame.bottom + 17}
          >
            <text class="axis-note" x={frame.right} y={HEIGHT - 4} text-anchor="end">
              effect on the return →
            </text>
          </Axis>
          <Axis scale={y} ticks={yTicks} format={String} at={frame.left - 6} upright>
            <text class="axis-note" x={0} y={12}>
              ↑ width of the bounds over all mechanisms
            </text>
          </Axis>
          {isCounted
            ? cellShades(countCells(points, frame), frame).map(({ d, opacity, from, to }) => (
                <path class="count-cells" fill-opacity={opacity} d={d}>
                  <title>{`${from === to ? count(to) : `${count(from)} to ${count(to)}`} ${to === 1 ? noun.one : noun.many} in a cell`}</title>
                </path>
              ))
            : TONES.map((tone) => <path class={`mark ${tone} many`} d={marksPath(points, tone)} />)}
          <Rings {...{ scattered, points, pointed }} />
        </Chart>
      </div>
      <Readout scattered={scattered} pointed={pointed} />
    </Figure>
  );
}

interface CaptionProps {
  readonly outcomes: readonly OutcomeWords[];
  readonly isCounted: boolean;
  readonly noun: { readonly one: string; readonly many: string };
  readonly mechanism: string;
}

function Caption({ outcomes, isCounted, noun, mechanism }: CaptionProps): VNode {
  return (
    <>
      {isCounted
        ? `The darker a cell, the more ${noun.many}; the ring is the one shown below. `
        : [
            `A mark is a ${noun.one}: `,
            ...outcomes.flatMap(({ share, tone }, o) => [
              o > 0 ? ', ' : '',
              <svg class="inline-mark" width={11} height={11} aria-hidden="true">
                <Mark tone={tone} x={5.5} y={5.5} r={3.7} />
              </svg>,
              ` ${share}`,
            ]),
            '; the ring is the one shown below. ',
          ]}
      {`Effects at the bottom hold whatever the mechanism, those higher up rest on ${mechanism}, which no data can confirm. An error of the model would move them all.`}
    </>
  );
}

/** Where in the drawing a pointer is, in its own units: it may be shown smaller than it is drawn. */
function placeIn({
  currentTarget,
  clientX,
  clientY,
}: {
  readonly currentTarget: HTMLElement;
  readonly clientX: number;
  readonly clientY: number;
}): { readonly x: number; readonly y: number } {
  const svg = currentTarget.querySelector('svg')!;
  const { left, top, width } = svg.getBoundingClientRect();
  const scale = svg.width.baseVal.value / width;
  return { x: scale * (clientX - left), y: scale * (clientY - top) };
}

function digits(ticks: readonly number[]): number {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
