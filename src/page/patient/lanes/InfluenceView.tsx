import type { VNode } from 'preact';
import { lastInfluenced } from '../../../counterfactual/explain/influence.js';
import { shadedCells } from '../drawing/cells.js';
import { centre, edge } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';

export interface InfluenceViewProps {
  readonly layout: Layout;
  /** Shape (steps of the log). */
  readonly influence: Float64Array;
}

/** Under the axis, fading with what is left of it: how much of a step what was seen decides, and not the model alone. */
export function InfluenceView({ layout: { frame, heights, ribbon }, influence }: InfluenceViewProps): VNode {
  const rows = { top: ribbon, height: heights.ribbon, count: 1 };
  const last = lastInfluenced(influence);
  const words = last === undefined ? 'what was seen decides nothing here' : `what was seen decides, until step ${last}`;
  const isRight = last !== undefined && centre(frame, last) > (frame.left + frame.right) / 2;
  return (
    <g class="lane">
      <rect class="lane-ground" x={frame.left} y={ribbon} width={frame.right - frame.left} height={heights.ribbon} />
      {shadedCells(influence, rows, frame).map(({ opacity, d }) => (
        <path class="cells" d={d} fill="var(--ink)" fill-opacity={Math.round(1000 * opacity) / 1000} />
      ))}
      <text class="lane-name" x={0} y={ribbon + heights.ribbon - 1}>
        Influence
      </text>
      {last !== undefined && <path class="tie" d={`M${edge(frame, last + 1)},${ribbon - 2}v${heights.ribbon + 4}`} />}
      <text
        class="side"
        x={last === undefined ? frame.left : isRight ? edge(frame, last + 1) : edge(frame, 0)}
        y={ribbon + heights.ribbon + 15}
        text-anchor={isRight ? 'end' : 'start'}
      >
        {words}
      </text>
    </g>
  );
}
