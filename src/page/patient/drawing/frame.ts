/** Where the columns of a timeline stand. All lengths in pixels. */
export interface Frame {
  readonly width: number;
  /** Whether there is no room for levels beside the names, and for words at the right. */
  readonly isNarrow: boolean;
  /** Where the first column starts. */
  readonly left: number;
  /** Width of a column. */
  readonly column: number;
  /** H + 1: one for the state before each step, and one for the state after the last. */
  readonly columns: number;
  /** Where the last column ends. */
  readonly right: number;
}

const NARROW = 520;
/** So that a run of one or two steps does not stand in two or three slabs. */
const WIDEST_COLUMN = 72;

export function frameOf(width: number, horizon: number): Frame {
  const isNarrow = width < NARROW;
  const [left, margin] = isNarrow ? [94, 2] : [156, 112];
  const columns = horizon + 1;
  const column = Math.min(WIDEST_COLUMN, Math.max(0, width - left - margin) / columns);
  return { width, isNarrow, left, column, columns, right: left + columns * column };
}

/** Left edge of the column of a step. */
export function edge({ left, column }: Frame, step: number): number {
  return left + step * column;
}

export function centre({ left, column }: Frame, step: number): number {
  return left + (step + 0.5) * column;
}

/** The step whose column a point is in, the nearest where it is in none. */
export function stepAt({ left, column, columns }: Frame, x: number): number {
  return Math.min(columns - 1, Math.max(0, Math.floor((x - left) / column)));
}

/** Steps that are written under the axis: far enough apart to be read, and round. */
export function ticks({ column, columns }: Frame, apart = 26): readonly number[] {
  const every = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500].find((n) => n * column >= apart) ?? 1000;
  return Array.from({ length: Math.ceil(columns / every) }, (_, i) => i * every);
}
