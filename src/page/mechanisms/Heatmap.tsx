import type { VNode } from 'preact';
import { percent } from '../../report/numbers.js';

export interface HeatmapProps {
  /** Shape (k × k), row-major. */
  readonly coupling: Float64Array;
  readonly k: number;
  /** Of the k, those that can be: others have no row, or no column. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Side of a cell, in pixels. */
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  /** What a row or column is called. */
  readonly letter: (i: number) => string;
}

/** Narrower cells hold no number. */
const NUMBERED = 30;
/** What is less probable has no number: it would be said to be nothing. */
const TOLD = 0.005;

/** A joint distribution as cells, shaded by the root of their probability. */
export function Heatmap({ coupling, k, rows, columns, cell, left, top, letter }: HeatmapProps): VNode {
  return (
    <>
      {columns.map((y, j) => (
        <text class="level" x={left + (j + 0.5) * cell} y={top - 5} text-anchor="middle">
          {letter(y)}
        </text>
      ))}
      {rows.map((x, i) => (
        <>
          <text class="level" x={left - 6} y={top + (i + 0.5) * cell + 4} text-anchor="end">
            {letter(x)}
          </text>
          {columns.map((y, j) => (
            <Cell p={coupling[x * k + y]} x={left + j * cell} y={top + i * cell} side={cell} />
          ))}
        </>
      ))}
    </>
  );
}

interface CellProps {
  readonly p: number;
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

function Cell({ p, x, y, side }: CellProps): VNode {
  const shade = Math.sqrt(p);
  return (
    <g>
      <rect class="heat-ground" x={x} y={y} width={side - 1} height={side - 1} />
      {p > 0 && <rect class="heat" fill-opacity={shade.toFixed(3)} x={x} y={y} width={side - 1} height={side - 1} />}
      {p >= TOLD && side >= NUMBERED && (
        <text
          class={shade > 0.75 ? 'heat-number on-heat' : 'heat-number'}
          x={x + (side - 1) / 2}
          y={y + side / 2 + 4}
          text-anchor="middle"
        >
          {percent(p).replace(/\u00a0%$/, '')}
        </text>
      )}
    </g>
  );
}
