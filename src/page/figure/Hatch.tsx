import type { VNode } from 'preact';

/**
 * A pattern of slanted lines for areas of a bad end, whose colour alone must not tell it: draw the area twice, filled by
 * class `fill bad`, and over it with `fill="url(#id)"`.
 *
 * @param id unique in the page
 */
export function Hatch({ id }: { readonly id: string }): VNode {
  return (
    <defs>
      <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse">
        <path class="hatch" d="M-1,1l2,-2M0,6l6,-6M5,7l2,-2" />
      </pattern>
    </defs>
  );
}
