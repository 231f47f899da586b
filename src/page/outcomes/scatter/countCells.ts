export interface Cells {
  readonly columns: number;
  readonly rows: number;
  /** Shape (rows × columns), row-major from the top left: points in each. They sum to the number of points. */
  readonly counts: Uint32Array;
}

export interface CellFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Columns and rows of cells where points are too many to be told apart. */
const [COLUMNS, ROWS] = [60, 40];

/** Counts points by the cell of a frame that they are in; those on its edge belong to the cell within. */
export function countCells(
  points: Iterable<{ readonly x: number; readonly y: number }>,
  { left, right, top, bottom }: CellFrame,
): Cells {
  const counts = new Uint32Array(COLUMNS * ROWS);
  const index = (share: number, n: number): number => Math.max(0, Math.min(n - 1, Math.floor(n * share)));
  for (const { x, y } of points) {
    const column = index((x - left) / (right - left), COLUMNS);
    const row = index((y - top) / (bottom - top), ROWS);
    counts[row * COLUMNS + column] += 1;
  }
  return { columns: COLUMNS, rows: ROWS, counts };
}

/** Cells of one shade as one path. */
export interface CellShade {
  /** Fewest and most points of its cells. */
  readonly from: number;
  readonly to: number;
  readonly opacity: number;
  readonly d: string;
}

/** Shades, by the root of the count: single points are still seen beside thousands. */
const SHADES = 6;

/** Cells by shade, the palest first; those without points are left out. */
export function cellShades(
  { columns, rows, counts }: Cells,
  { left, right, top, bottom }: CellFrame,
): readonly CellShade[] {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const [width, height] = [(right - left) / columns, (bottom - top) / rows];
  const shades = Array.from({ length: SHADES }, (_, k) => ({
    from: Infinity,
    to: 0,
    opacity: 0.2 + (0.8 * k) / (SHADES - 1),
    d: '',
  }));
  counts.forEach((count, cell) => {
    if (count === 0) return;
    const shade = shades[Math.min(SHADES - 1, Math.floor(SHADES * Math.sqrt(count / (most + 1))))];
    const [x, y] = [left + (cell % columns) * width, top + Math.floor(cell / columns) * height];
    shade.d += `M${x.toFixed(1)},${y.toFixed(1)}h${width.toFixed(2)}v${height.toFixed(2)}h-${width.toFixed(2)}z`;
    shade.from = Math.min(shade.from, count);
    shade.to = Math.max(shade.to, count);
  });
  return shades.filter(({ d }) => d !== '');
}
