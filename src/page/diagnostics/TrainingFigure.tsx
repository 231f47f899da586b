import { scaleLinear } from 'd3-scale';
import type { VNode } from 'preact';
import type { TrainingRecord } from '../../gadgets/gadgetModel.js';
import { count } from '../../report/numbers.js';
import { Axis, Grid } from '../figure/Axis.js';
import { Chart } from '../figure/Chart.js';
import { Figure } from '../figure/Figure.js';
import { shortName } from '../figure/text/shortName.js';
import { useWidth } from '../figure/useWidth.js';
import { FRAME } from './frame.js';

export interface TrainingFigureProps {
  /** Of the gadget's file. */
  readonly name: string;
  readonly training: TrainingRecord;
}

/** What training did to a gadget's loss: all that its file tells of it is the loss at first, and the least. */
export function TrainingFigure({ name, training }: TrainingFigureProps): VNode {
  const [box, width] = useWidth(518);
  const { steps, bestStep, startLoss, heldOutLoss, ended } = training;
  const { left, top, bottom, height } = FRAME;
  const right = width - 64;
  const x = scaleLinear([0, Math.max(1, steps)], [left + 8, right]);
  const y = scaleLinear([0, startLoss || 1], [bottom, top]).nice();
  const [xTicks, yTicks] = [x.ticks(Math.max(2, (right - left) / 80)).filter(Number.isInteger), y.ticks(5)];
  const title = `What training did to ${shortName(name)}`;
  const points = [
    [0, startLoss],
    [bestStep, heldOutLoss],
  ] as const;
  return (
    <Figure
      title={title}
      caption={`The loss on pairs held out from training: before it, and the least, at step ${count(bestStep)} of ${count(steps)}, of which the weights are (${ended}). The loss is what training makes small, the spread of the effect; a low one is no sign that the mechanism is right.`}
      table={() => ({
        head: ['step', 'held-out loss'],
        rows: points.map(([step, loss]) => [count(step), loss.toPrecision(4)]),
      })}
    >
      <div ref={box}>
        <Chart
          id={`training-${slug(name)}`}
          width={width}
          height={height}
          title={title}
          description={`Held-out loss ${startLoss.toPrecision(4)} before training, ${heldOutLoss.toPrecision(4)} at step ${count(bestStep)} of ${count(steps)}.`}
        >
          <Grid scale={y} ticks={yTicks} from={left} to={right} upright />
          <line
            class="interval"
            x1={x(0)}
            y1={y(startLoss)}
            x2={x(bestStep)}
            y2={y(heldOutLoss)}
            stroke-dasharray="2 4"
          />
          {points.map(([step, loss]) => (
            <>
              <circle class="point" cx={x(step)} cy={y(loss)} r={4.5} />
              <text class="strong halo" x={x(step) + 8} y={y(loss) + 19}>
                {loss.toPrecision(3)}
              </text>
            </>
          ))}
          <Axis scale={y} ticks={yTicks} format={String} at={left - 6} upright>
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
