import type { VNode } from 'preact';
import { lastInfluenced } from '../../../counterfactual/explain/influence.js';
import { shadedCells } from '../drawing/cells.js';
import { edge } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { Cells } from './Cells.js';

export interface InfluenceViewProps {
  readonly layout: Layout;
  /** Shape (steps of the log). */
  readonly influence: Float64Array;
}

/** Under the axis, fading with what is left of it: how much of a step what was seen decides, and not the model alone. */
export function InfluenceView({ layout: { frame, heights, ribbon }, influence }: InfluenceViewProps): VNode {
  const rows = { top: ribbon, height: heights.ribbon, count: 1 };
  const last = lastInfluenced(influence);
  const end = edge(frame, (last ?? -1) + 1);
  // On the side where there is more room.
  const isBefore = last !== undefined && end > (frame.left + frame.right) / 2;
  const below = ribbon + heights.ribbon;
  return (
    <g class="lane">
      <rect class="lane-ground" x={frame.left} y={ribbon} width={frame.right - frame.left} height={heights.ribbon} />
      <Cells shades={shadedCells(influence, rows, frame)} of="seen" />
      <text class="lane-name" x={0} y={ribbon + 8}>
        What was
      </text>
      <text class="lane-name" x={0} y={ribbon + 22}>
        seen decides
      </text>
      {last !== undefined && <path class="tie" d={`M${end},${ribbon - 2}V${below + 16}`} />}
      <text
        class="side"
        x={isBefore ? end - 5 : end + (last === undefined ? 0 : 5)}
        y={below + 16}
        text-anchor={isBefore ? 'end' : 'start'}
      >
        {last === undefined ? 'nothing, the model alone does' : `until step ${last}`}
      </text>
    </g>
  );
}
