import type { VNode } from 'preact';
import { Mark } from '../../figure/Mark.js';
import type { OutcomeWords } from '../../../report/report.js';
import { shadedCells } from '../drawing/cells.js';
import { type Frame, centre, edge } from '../drawing/frame.js';
import { coursePath } from '../drawing/paths.js';
import { type Placed, middleOf } from '../drawing/stack.js';
import { laneSeen } from '../words/courseSummary.js';
import { Cells } from './Cells.js';

export interface LaneViewProps {
  readonly placed: Placed;
  readonly frame: Frame;
  /** How the log ends, for the mark at its end; absent where the lane does not lead there. */
  readonly tone?: OutcomeWords['tone'];
}

/** What lies under everything: the room of the lane, and the healthy row. */
export function LaneGround({ placed: { lane, rows }, frame }: LaneViewProps): VNode {
  const { left, right } = frame;
  const width = right - left;
  return (
    <>
      <rect class="lane-ground" x={left} y={rows.top} width={width} height={rows.height * rows.count} />
      {lane.normal !== undefined && (
        <rect
          class="lane-normal"
          x={left}
          y={rows.top + lane.normal * rows.height}
          width={width}
          height={rows.height}
        />
      )}
    </>
  );
}

/** Cells for what would have been, and over them the course that was observed. */
export function LaneView({ placed, frame, tone }: LaneViewProps): VNode {
  const { lane, rows } = placed;
  return (
    <g class={lane.mass ? 'lane' : 'lane quiet'}>
      <title>{`${lane.kind === 'actions' ? 'Given' : 'Seen'}, ${laneSeen(lane)}`}</title>
      {lane.mass && <Cells shades={shadedCells(lane.mass, rows, frame)} />}
      {lane.kind !== 'actions' ? (
        <Course placed={placed} frame={frame} {...(tone && { tone })} />
      ) : (
        <Choices placed={placed} frame={frame} />
      )}
    </g>
  );
}

/** The line of what was seen, with a casing that parts it from the cells, to the mark of the end. */
function Course({ placed: { lane, rows }, frame, tone }: LaneViewProps): VNode {
  const seen = lane.seen.map((row) => (row === undefined ? undefined : middleOf(rows, row)));
  const d = coursePath(seen, frame);
  const end = seen.length - 1;
  const last = seen.findLast((y) => y !== undefined);
  return (
    <>
      <path class="course-casing" d={d} />
      <path class="course" d={d} />
      {tone && last !== undefined && (
        <>
          {seen[end] === undefined && seen[end - 1] !== undefined && (
            <path class="course-end" d={`M${centre(frame, end - 1)},${last}H${centre(frame, end)}`} />
          )}
          <Mark tone={tone} x={centre(frame, end)} y={last} r={Math.min(4, Math.max(2.5, rows.height / 3))} />
        </>
      )}
    </>
  );
}

/** What was done, step by step: bars within their rows. */
function Choices({ placed: { lane, rows }, frame }: LaneViewProps): VNode {
  const height = Math.max(2, Math.round(rows.height / 3));
  const d = lane.seen.map((row, t) => {
    if (row === undefined) return '';
    const [x, y] = [edge(frame, t), middleOf(rows, row) - height / 2];
    return `M${x},${y}h${frame.column}v${height}h${-frame.column}z`;
  });
  return (
    <>
      <path class="choice-casing" d={d.join('')} />
      <path class="choice" d={d.join('')} />
    </>
  );
}
