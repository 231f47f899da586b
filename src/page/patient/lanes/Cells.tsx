import type { VNode } from 'preact';
import type { Shade } from '../drawing/cells.js';

export interface CellsProps {
  readonly shades: readonly Shade[];
  /** What they are of: what would have been, or what was seen. */
  readonly of?: 'would' | 'seen';
}

/** Cells of a lane, by their shade. */
export function Cells({ shades, of = 'would' }: CellsProps): VNode {
  return (
    <>
      {shades.map(({ opacity, d }) => (
        <path class={`cells ${of}`} d={d} fill-opacity={Math.round(1000 * opacity) / 1000} />
      ))}
    </>
  );
}
