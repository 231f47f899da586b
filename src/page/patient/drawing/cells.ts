import { type Frame, edge } from './frame.js';

/** Cells of one shade, as one path: a lane has some dozen shades, and may have thousands of cells. */
export interface Shade {
  readonly opacity: number;
  /** Path data. */
  readonly d: string;
}

/** Shades that are told apart: neighbours differ by two hundredths of opacity. */
const SHADES = 40;
/** What is less probable is not drawn. */
export const LEAST_SHOWN = 0.004;
/** Narrower columns are drawn without gaps between them, which would be most of what is seen. */
const GAPLESS = 5;

/** Opacity of a cell: 0.07 + 0.86 p, so that what is rare is still seen on the ground. */
export function opacityOf(p: number): number {
  return p < LEAST_SHOWN ? 0 : 0.07 + 0.86 * p;
}

/** Where the rows of a lane stand. */
export interface Rows {
  readonly top: number;
  /** Of one row. */
  readonly height: number;
  readonly count: number;
}

/**
 * The cells of a lane by their shade, the palest first. Where columns are narrow, neighbours of one shade are one
 * rectangle.
 *
 * @param mass shape (steps × rows)
 */
export function shadedCells(mass: Float64Array, rows: Rows, frame: Frame): readonly Shade[] {
  const paths = new Map<number, string>();
  const gap = frame.column < GAPLESS ? 0 : 1;
  const inset = rows.height < GAPLESS ? 0 : 1;
  const nSteps = mass.length / rows.count;
  const shadeAt = (t: number, row: number): number => {
    const p = mass[t * rows.count + row];
    return p < LEAST_SHOWN ? -1 : Math.round(SHADES * Math.min(1, p));
  };
  for (let row = 0; row < rows.count; row++) {
    for (let t = 0, end = 1; t < nSteps; t = end, end++) {
      const shade = shadeAt(t, row);
      if (shade < 0) continue;
      while (gap === 0 && end < nSteps && shadeAt(end, row) === shade) end++;
      const [width, height] = [(end - t) * frame.column - gap, rows.height - inset];
      const at = `M${round(edge(frame, t) + gap / 2)},${round(rows.top + row * rows.height + inset / 2)}`;
      paths.set(shade, `${paths.get(shade) ?? ''}${at}h${round(width)}v${round(height)}h${round(-width)}z`);
    }
  }
  return [...paths]
    .sort(([a], [b]) => a - b)
    .map(([shade, d]) => ({ opacity: opacityOf(Math.max(shade / SHADES, LEAST_SHOWN)), d }));
}

/** To a hundredth of a pixel, to keep the page small. */
export function round(length: number): number {
  return Math.round(100 * length) / 100;
}
