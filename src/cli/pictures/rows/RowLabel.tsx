import type { VNode } from 'preact';
import { escaped } from '../../../core/escaped.js';
import { LINE, SIZES } from './layout.js';
import type { Row } from './section.js';

export interface RowLabelProps {
  readonly row: Row;
  /** As much of the label as there is room for. */
  readonly lines: readonly string[];
  /** Middle of the row. */
  readonly y: number;
}

/** What a row is called; where that is cut, all of it shows on pointing at it. */
export function RowLabel({ row: { label, strong = false }, lines, y }: RowLabelProps): VNode {
  const whole = escaped(label);
  return (
    <g font-size={SIZES.label} {...(strong && { 'font-weight': 650 })} fill="var(--ink)">
      {lines.join(' ') !== whole && <title>{whole}</title>}
      {lines.map((line, k) => (
        <text y={y + 4.5 + LINE * (k - (lines.length - 1) / 2)}>{line}</text>
      ))}
    </g>
  );
}
