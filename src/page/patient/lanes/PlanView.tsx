import type { VNode } from 'preact';
import { centre, edge } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { TOP } from '../drawing/stack.js';

/** Half the width of a mark above a changed step. */
const R = 4.5;

/** Under what is drawn: the steps before the policy takes over lie in shade. */
export function BeforeTakeOver({
  layout,
  takeOver,
}: {
  readonly layout: Layout;
  readonly takeOver: number;
}): VNode | null {
  const { frame, axis } = layout;
  if (takeOver === 0) return null;
  return <rect class="before" x={frame.left} y={TOP - 4} width={takeOver * frame.column} height={axis - TOP + 4} />;
}

export interface PlanViewProps {
  readonly layout: Layout;
  readonly takeOver: number;
  readonly edits: Readonly<Record<number, number>>;
}

/** Over it: where the policy takes over, and a mark above each step that was changed. */
export function PlanView({ layout: { frame, axis }, takeOver, edits }: PlanViewProps): VNode {
  const y = TOP - 12;
  return (
    <>
      {takeOver > 0 && <path class="take-over" d={`M${edge(frame, takeOver)},${TOP - 8}V${axis}`} />}
      {Object.keys(edits).map((t) => {
        const x = centre(frame, Number(t));
        return <path class="edit" d={`M${x},${y - R}L${x + R},${y}L${x},${y + R}L${x - R},${y}Z`} />;
      })}
    </>
  );
}
