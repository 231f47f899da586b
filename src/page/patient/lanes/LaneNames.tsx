import type { VNode } from 'preact';
import { CutText } from '../../figure/text/CutText.js';
import { textWidth } from '../../figure/text/textWidth.js';
import { wrapped } from '../../figure/text/wrapped.js';
import type { Frame } from '../drawing/frame.js';
import { type Placed, bottomOf, middleOf } from '../drawing/stack.js';
import { capital } from '../words/capital.js';

export interface LaneNamesProps {
  readonly placed: Placed;
  readonly frame: Frame;
}

/** Sizes of a name and of a level, as in the style sheet. */
const [NAME, LEVEL] = [12.5, 11];
/** Weight of a name. */
const BOLD = 600;
/** Lowest row that has room for a word. */
const READABLE = 12;
/** Between words and what they stand beside. */
const SPACE = 7;
/** Widest that levels may be. */
const WIDEST_LEVEL = 64;

/** What a lane is called, and its rows. */
export function LaneNames(props: LaneNamesProps): VNode {
  return props.placed.lane.kind === 'levels' ? <LevelNames {...props} /> : <ThingNames {...props} />;
}

/** The name beside the lane, and beside that, where there is room, the levels. */
function LevelNames({ placed, frame }: LaneNamesProps): VNode {
  const { lane, rows } = placed;
  const levels = frame.isNarrow ? [] : labelled(placed);
  const beside = Math.max(0, ...levels.map((row) => Math.min(WIDEST_LEVEL, textWidth(lane.rows[row], LEVEL)) + SPACE));
  const whole = capital(lane.name);
  const name = wrapped(whole, () => frame.left - SPACE - beside, { size: NAME, weight: BOLD, most: 2 });
  const notes = lane.mass ? [] : frame.isNarrow ? ['observed only'] : ['not in the model:', 'observed only'];
  const lines = [...name, ...notes];
  const top = (rows.top + bottomOf(rows)) / 2 - (13 * lines.length) / 2;
  return (
    <>
      {lines.map((line, i) => (
        <text class={i < name.length ? 'lane-name' : 'lane-note'} x={0} y={top + 13 * i + 10.5}>
          {i < name.length && name.join(' ') !== whole && <title>{whole}</title>}
          {line}
        </text>
      ))}
      {levels.map((row) => (
        <CutText
          class="level"
          text={lane.rows[row]}
          x={frame.left - SPACE}
          y={middleOf(rows, row) + 4}
          text-anchor="end"
          width={WIDEST_LEVEL}
          size={LEVEL}
        />
      ))}
    </>
  );
}

/** The name above the lane, as those of the rows may be long. */
function ThingNames({ placed, frame }: LaneNamesProps): VNode {
  const { lane, rows } = placed;
  return (
    <>
      <text class="lane-name" x={0} y={rows.top - 6}>
        {capital(lane.name)}
      </text>
      {labelled(placed).map((row) => (
        <CutText
          class="level"
          text={lane.rows[row]}
          x={0}
          y={middleOf(rows, row) + 4}
          width={frame.left - SPACE}
          size={LEVEL}
        />
      ))}
    </>
  );
}

/** The rows that there is room to name: all, or the outermost. */
function labelled({ lane, rows }: Placed): readonly number[] {
  const last = lane.rows.length - 1;
  return Array.from(lane.rows.keys()).filter((row) => rows.height >= READABLE || row === 0 || row === last);
}
