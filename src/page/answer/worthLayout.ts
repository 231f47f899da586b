import type { WorthGroup } from './worthRows.js';

/** Under this many pixels labels stand above their rows. */
const NARROW = 560;
const [LEFT, RIGHT] = [228, 124];
/** Of a dot, which half of may lie beyond the axis. */
const EDGE = 8;

/** Where things of the figure stand, in pixels. */
export interface WorthLayout {
  readonly isNarrow: boolean;
  /** Of the axis. */
  readonly left: number;
  readonly right: number;
  /** By group: baseline of its title, and the rows' middles. */
  readonly groups: readonly { readonly title: number; readonly rows: readonly number[] }[];
  readonly bottom: number;
  readonly height: number;
}

/** @param top what the labels of the lines take, in pixels */
export function worthLayout(groups: readonly WorthGroup[], width: number, top: number): WorthLayout {
  const { isNarrow, left, right } = worthSides(width);
  const [heading, row, gap] = isNarrow ? [26, 40, 12] : [25, 27, 9];
  let y = top + 4;
  const placed = groups.map(({ rows }) => {
    const title = y + 13;
    y += heading;
    const middles = rows.map((_, k) => y + k * row + (isNarrow ? 26 : row / 2));
    y += rows.length * row + gap;
    return { title, rows: middles };
  });
  return { isNarrow, left, right, groups: placed, bottom: y - gap + 4, height: y - gap + 42 };
}

/** Left and right end of the axis. */
export function worthSides(width: number): Pick<WorthLayout, 'isNarrow' | 'left' | 'right'> {
  const isNarrow = width < NARROW;
  return isNarrow
    ? { isNarrow, left: EDGE, right: width - EDGE }
    : { isNarrow, left: LEFT + EDGE, right: width - RIGHT - EDGE };
}
