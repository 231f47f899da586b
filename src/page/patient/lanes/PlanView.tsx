import type { VNode } from 'preact';
import { centre, edge } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { TOP } from '../drawing/stack.js';

export interface PlanViewProps {
  readonly layout: Layout;
  readonly takeOver: number;
  readonly edits: Readonly<Record<number, number>>;
}

/** Half the width of a mark above a changed step. */
const R = 4.5;

/** The plan over the lanes: the steps before the policy takes over lie in shade, changed ones carry a mark. */
export function PlanView({ layout: { frame, axis }, takeOver, edits }: PlanViewProps): VNode {
  const end = edge(frame, takeOver);
  const y = TOP - 14;
  return (
    <g class="plan">
      {takeOver > 0 && (
        <>
          <rect class="before" x={frame.left} y={TOP - 4} width={end - frame.left} height={axis - TOP + 4} />
          <path class="take-over" d={`M${end},${TOP - 8}V${axis}`} />
        </>
      )}
      {Object.keys(edits).map((t) => {
        const x = centre(frame, Number(t));
        return <path class="edit" d={`M${x},${y - R}L${x + R},${y}L${x},${y + R}L${x - R},${y}Z`} />;
      })}
    </g>
  );
}
