import type { VNode } from 'preact';
import type { Shown } from '../course/shown.js';
import { centre, edge, ticks } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { TOP } from '../drawing/stack.js';

export interface AxisViewProps {
  readonly course: Shown;
  readonly layout: Layout;
  /** What ends there; default: the log. */
  readonly ends?: string;
}

/** Steps, and where the log ends: from there on the model's own rows carry the runs. */
export function AxisView({
  course: { length, horizon },
  layout: { frame, axis },
  ends = 'log ends',
}: AxisViewProps): VNode {
  const end = edge(frame, length + 1);
  const isLeft = end + 60 > frame.width;
  return (
    <g>
      {ticks(frame).map((t) => (
        <text class="tick" x={centre(frame, t)} y={axis + 14} text-anchor="middle">
          {t}
        </text>
      ))}
      <text class="lane-note" x={0} y={axis + 14}>
        step
      </text>
      {length < horizon && (
        <>
          <path class="log-end" d={`M${end},${TOP - 24}V${axis}`} />
          <text class="side" x={isLeft ? end - 5 : end + 5} y={TOP - 20} text-anchor={isLeft ? 'end' : 'start'}>
            {ends}
          </text>
        </>
      )}
    </g>
  );
}
