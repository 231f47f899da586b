import type { VNode } from 'preact';
import { textWidth } from '../svg/textWidth.js';
import { SIZES, type SectionPlace } from './layout.js';
import type { Reference } from './section.js';

export interface ReferenceLineProps {
  readonly reference: Reference;
  readonly x: number;
  /** Ends of the axis, between which its name stays. */
  readonly from: number;
  readonly to: number;
  readonly within: SectionPlace;
}

/** A line through all rows, named above them. */
export function ReferenceLine({ reference, x, from, to, within }: ReferenceLineProps): VNode {
  const { kind, label } = reference;
  const half = label === undefined ? 0 : Math.ceil(textWidth(label, SIZES.tick) / 2);
  const isLeast = kind === 'least';
  return (
    <g>
      <path
        d={`M${x},${within.rows - 4}V${within.axis}`}
        fill="none"
        stroke={isLeast ? 'var(--ink)' : 'var(--ink-2)'}
        stroke-width={isLeast ? 1.5 : 1}
        {...(isLeast && { 'stroke-dasharray': '5 3' })}
      />
      {label !== undefined && (
        <text
          x={Math.max(from + half, Math.min(to - half, x))}
          y={within.heads}
          font-size={SIZES.tick}
          text-anchor="middle"
          fill="var(--ink-2)"
        >
          {label}
        </text>
      )}
    </g>
  );
}
