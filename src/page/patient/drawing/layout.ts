import type { PartLane } from '../course/actionLanes.js';
import type { Shown } from '../course/shown.js';
import { type Frame, frameOf } from './frame.js';
import { GAP, type Heights, type Placed, TOP, bottomOf, heightsOf, stacked } from './stack.js';

/** Where everything of a timeline stands, in pixels. */
export interface Layout {
  readonly frame: Frame;
  readonly heights: Heights;
  readonly states: readonly Placed[];
  readonly action: readonly Placed[];
  readonly parts: readonly { readonly lane: PartLane; readonly top: number }[];
  /** Top of the lane of outcomes, where there is one. */
  readonly outcome?: number;
  /** Where the lanes end, and the axis is. */
  readonly axis: number;
  /** Top of the ribbon of influence. */
  readonly ribbon: number;
  readonly height: number;
}

/** Between lanes of different kinds. */
const APART = GAP + 5;
/** From the axis to the ribbon: a line of figures. */
const AXIS = 24;
const BOTTOM = 22;

export function layoutOf({ horizon, states, action, parts, outcomes }: Shown, width: number): Layout {
  const frame = frameOf(width, horizon);
  const heights = heightsOf(action ? [...states, action] : states, frame.isNarrow);
  const placed = stacked(states, heights, TOP);
  let y = bottomOf(placed.at(-1)!.rows) + APART;
  const placedAction = action ? stacked([action], heights, y) : [];
  for (const { rows } of placedAction) y = bottomOf(rows) + APART;
  const bars = 2 * heights.bar + 2;
  const placedParts = parts.map((lane, k) => ({ lane, top: y + k * (bars + GAP) }));
  if (parts.length > 0) y += parts.length * (bars + GAP) + APART - GAP;
  const outcome = outcomes.length > 0 ? { outcome: y } : {};
  if (outcomes.length > 0) y += heights.outcome + APART;
  const axis = y - APART + 2;
  const ribbon = axis + AXIS;
  return {
    ...{ frame, heights, states: placed, action: placedAction, parts: placedParts },
    ...outcome,
    ...{ axis, ribbon, height: ribbon + heights.ribbon + BOTTOM },
  };
}
