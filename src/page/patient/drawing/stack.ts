import type { Lane } from '../course/lane.js';
import type { Rows } from './cells.js';

/** A lane where it stands. */
export interface Placed {
  readonly lane: Lane;
  readonly rows: Rows;
}

/** Room for what stands above the lanes: words where the log ends, and marks of changed steps. */
export const TOP = 30;
export const GAP = 7;

/** Room above a lane for its name, where that does not stand beside it. */
const TITLE = 16;

/** Height that all rows together should keep to. */
const ROOM = 460;
const LOWEST_ROW = 4;

/** Heights, in pixels. */
export interface Heights {
  /** Of a row that the model knows. */
  readonly row: number;
  /** Of one that was only observed. */
  readonly quietRow: number;
  /** Of one of a treatment's two bars. */
  readonly bar: number;
  readonly outcome: number;
  readonly ribbon: number;
}

export function heightsOf(lanes: readonly Lane[], isNarrow: boolean): Heights {
  const nRows = lanes.reduce((n, { mass, rows }) => n + (mass ? rows.length : 0), 0);
  const most = isNarrow ? 15 : 19;
  return {
    row: Math.max(LOWEST_ROW, Math.min(most, Math.floor(ROOM / Math.max(1, nRows)))),
    quietRow: isNarrow ? 8 : 9,
    bar: isNarrow ? 8 : 9,
    outcome: isNarrow ? 60 : 84,
    ribbon: 8,
  };
}

/** One lane below another. */
export function stacked(lanes: readonly Lane[], heights: Heights, top: number): readonly Placed[] {
  let y = top;
  return lanes.map((lane) => {
    if (lane.kind !== 'levels') y += TITLE;
    const rows = { top: y, height: lane.mass ? heights.row : heights.quietRow, count: lane.rows.length };
    y = bottomOf(rows) + GAP;
    return { lane, rows };
  });
}

export function bottomOf({ top, height, count }: Rows): number {
  return top + height * count;
}

export function middleOf({ top, height }: Rows, row: number): number {
  return top + (row + 0.5) * height;
}
