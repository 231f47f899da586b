import type { VNode } from 'preact';
import type { Shade } from '../drawing/cells.js';

/** Cells of a lane, by their shade. */
export function Cells({ shades, fill }: { readonly shades: readonly Shade[]; readonly fill: string }): VNode {
  return (
    <>
      {shades.map(({ opacity, d }) => (
        <path class="cells" d={d} fill={fill} fill-opacity={Math.round(1000 * opacity) / 1000} />
      ))}
    </>
  );
}
