import type { VNode } from 'preact';
import { percent } from '../../../report/numbers.js';
import type { PartLane } from '../course/actionLanes.js';
import type { Shown } from '../course/shown.js';
import type { Layout } from '../drawing/layout.js';
import { type Placed, TOP, middleOf } from '../drawing/stack.js';

export interface ReadoutProps {
  readonly course: Shown;
  readonly layout: Layout;
  readonly step: number;
}

/** Lowest row that has room for a number. */
const READABLE = 12;
/** Room of the word "given" before a number. */
const GIVEN = 38;

/** The numbers of the step that is looked at, each at the right of its row. */
export function Readout({ course: { horizon }, layout, step }: ReadoutProps): VNode {
  const { frame, states, action, parts, heights } = layout;
  const x = frame.right + 8;
  return (
    <g aria-hidden="true">
      <text class="side would" x={x} y={TOP - 20}>{`at step ${step}:`}</text>
      {[...states, ...action].map((placed) =>
        placed.lane.mass ? <Shares placed={placed} step={step} x={x} /> : <Seen placed={placed} step={step} x={x} />,
      )}
      {parts.map(({ lane, top }) => (
        <Given lane={lane} step={step} horizon={horizon} x={x} y={top + heights.bar + 5} />
      ))}
    </g>
  );
}

interface PlacedStep {
  readonly placed: Placed;
  readonly step: number;
  readonly x: number;
}

function Shares({ placed: { lane, rows }, step, x }: PlacedStep): VNode {
  const shares = lane.rows.map((_, row) => percent(lane.mass![step * rows.count + row] ?? 0));
  const shown = [...shares.keys()].filter((row) => rows.height >= READABLE && shares[row] !== percent(0));
  return (
    <>
      {shown.map((row) => (
        <text class="side would" x={x} y={middleOf(rows, row) + 4}>
          {shares[row]}
        </text>
      ))}
    </>
  );
}

function Seen({ placed: { lane, rows }, step, x }: PlacedStep): VNode | null {
  const row = lane.seen[step];
  if (row === undefined) return null;
  return (
    <text class="side fact" x={x} y={middleOf(rows, (rows.count - 1) / 2) + 4}>
      {lane.rows[row]}
    </text>
  );
}

interface GivenProps {
  readonly lane: PartLane;
  readonly step: number;
  readonly horizon: number;
  readonly x: number;
  readonly y: number;
}

function Given({ lane, step, horizon, x, y }: GivenProps): VNode {
  const isGiven = lane.given[step] ?? false;
  return (
    <>
      {isGiven && (
        <text class="side fact" x={x} y={y}>
          given
        </text>
      )}
      {step < horizon && (
        <text class="side would" x={x + (isGiven ? GIVEN : 0)} y={y}>
          {percent(lane.would[step])}
        </text>
      )}
    </>
  );
}
