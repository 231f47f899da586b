import type { VNode } from 'preact';
import type { Scale } from '../figure/scale/scales.js';
import { spread } from '../figure/text/spread.js';
import { FRAME } from './frame.js';
import type { NamedLoss } from './training.js';

export interface LossLabelsProps {
  /** The first is the gadget's own. */
  readonly losses: readonly NamedLoss[];
  readonly scale: Scale;
  /** Where the drawing ends, in pixels: labels stand to its right. */
  readonly at: number;
}

/** Pixels that a label takes, of two lines, and how far from the drawing it stands. */
const [ROW, GAP] = [33, 14];

/** Names and numbers beside a drawing, each at its height or as near as leaves room for all. */
export function LossLabels({ losses, scale, at }: LossLabelsProps): VNode {
  const sorted = losses.map((each, i) => ({ ...each, own: i === 0, y: scale(each.loss) })).sort((a, b) => a.y - b.y);
  const heights = spread(
    sorted.map(({ y }) => y),
    ROW,
    FRAME.top,
    FRAME.bottom - 10,
  );
  return (
    <g>
      {sorted.map(({ name, loss, own, y }, i) => (
        <g>
          <path class="leader" d={`M${at},${y.toFixed(1)}L${at + GAP - 4},${heights[i].toFixed(1)}`} />
          <text class={own ? 'strong' : 'side'} x={at + GAP} y={(heights[i] - 3).toFixed(1)}>
            {name}
          </text>
          <text class={own ? 'strong' : 'side'} x={at + GAP} y={(heights[i] + 12).toFixed(1)}>
            {loss.toPrecision(4)}
          </text>
        </g>
      ))}
    </g>
  );
}
