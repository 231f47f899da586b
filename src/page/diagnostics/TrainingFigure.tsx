import type { VNode } from 'preact';
import type { TrainingRecord } from '../../gadgets/gadgetModel.js';
import { count } from '../../report/numbers.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { shortName } from '../figure/text/shortName.js';
import { textWidth } from '../figure/text/textWidth.js';
import { useWidth } from '../figure/useWidth.js';
import { LossLabels } from './LossLabels.js';
import { line } from './curve.js';
import { FRAME } from './frame.js';
import { lossDomain, trainingPoints, trainingReferences } from './training.js';
import { trainingCaption, trainingDescription, trainingTable } from './trainingWords.js';
import { linearScale } from '../figure/scale/scales.js';
import { tickEnds, tickText, ticks } from '../figure/scale/ticks.js';

export interface TrainingFigureProps {
  /** Of the gadget's file. */
  readonly name: string;
  readonly training: TrainingRecord;
}

/** Ticks of the axis of losses, about. */
const N_LOSSES = 5;

/** What training did to a gadget's loss, held against what needs no training. */
export function TrainingFigure({ name, training }: TrainingFigureProps): VNode {
  const [box, width] = useWidth(518);
  const { steps, bestStep, heldOutLoss, curve } = training;
  const { top, bottom, height } = FRAME;
  const points = trainingPoints(training);
  const references = trainingReferences(training);
  const losses = [...points, ...references.map(({ loss }) => [0, loss] as const)].map(([, loss]) => loss);
  const domain = tickEnds(lossDomain(losses), N_LOSSES);
  const y = linearScale(domain, [bottom, top]);
  const yTicks = ticks(domain, N_LOSSES);
  const yText = tickText(domain, N_LOSSES);
  const left = Math.max(FRAME.left, ...yTicks.map((tick) => textWidth(yText(tick), 12) + 8));
  const right = width - 104;
  const stepDomain = [0, Math.max(1, steps)] as const;
  const x = linearScale(stepDomain, [left + 8, right]);
  const xTicks = ticks(stepDomain, Math.max(2, (right - left) / 80)).filter(Number.isInteger);
  const title = `What training did to ${shortName(name)}`;
  return (
    <Figure title={title} caption={trainingCaption(training)} table={() => trainingTable(training)}>
      <div ref={box}>
        <Chart
          id={`training-${slug(name)}`}
          width={width}
          height={height}
          title={title}
          description={trainingDescription(training)}
        >
          <Grid scale={y} ticks={yTicks} from={left} to={right} upright />
          {references.map(({ loss }) => (
            <line class="ref-threshold" x1={left} x2={right} y1={y(loss)} y2={y(loss)} />
          ))}
          <path class={curve ? 'curve' : 'evenly'} d={line(points.map(([step, loss]) => [x(step), y(loss)]))} />
          <circle class="point" cx={x(bestStep)} cy={y(heldOutLoss)} r={4.5} />
          <LossLabels losses={[{ name: 'the gadget', loss: heldOutLoss }, ...references]} scale={y} at={right} />
          <Axis scale={y} ticks={yTicks} format={yText} at={left - 6} upright>
            <text class="axis-note" x={0} y={12}>
              ↑ loss on held-out pairs
            </text>
          </Axis>
          <Axis scale={x} ticks={xTicks} format={count} at={bottom + 17}>
            <text class="axis-note" x={right} y={height - 4} text-anchor="end">
              steps of training →
            </text>
          </Axis>
        </Chart>
      </div>
    </Figure>
  );
}

/** A name as part of an id. */
function slug(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, '-');
}
