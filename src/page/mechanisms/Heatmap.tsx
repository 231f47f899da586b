import type { VNode } from 'preact';
import { percent } from '../../report/numbers.js';

export interface HeatmapProps {
  /** Shape (k × k), row-major. */
  readonly coupling: Float64Array;
  readonly k: number;
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
export function Heatmap({ coupling, k, cell, left, top, letter }: HeatmapProps): VNode {
  const places = Array.from({ length: k }, (_, i) => i);
  return (
    <>
      {places.map((i) => (
        <>
          <text class="level" x={left + (i + 0.5) * cell} y={top - 5} text-anchor="middle">
            {letter(i)}
          </text>
          <text class="level" x={left - 6} y={top + (i + 0.5) * cell + 4} text-anchor="end">
            {letter(i)}
          </text>
        </>
      ))}
      {Array.from(coupling, (p, at) => {
        const [x, y] = [left + (at % k) * cell, top + Math.floor(at / k) * cell];
        const shade = Math.sqrt(p);
        return (
          <g>
            <rect class="heat-ground" x={x} y={y} width={cell - 1} height={cell - 1} />
            {p > 0 && (
              <rect class="heat" fill-opacity={shade.toFixed(3)} x={x} y={y} width={cell - 1} height={cell - 1} />
            )}
            {p >= TOLD && cell >= NUMBERED && (
              <text
                class={shade > 0.62 ? 'heat-number on-heat' : 'heat-number'}
                x={x + (cell - 1) / 2}
                y={y + cell / 2 + 4}
                text-anchor="middle"
              >
                {percent(p).replace(/\u00a0%$/, '')}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}
