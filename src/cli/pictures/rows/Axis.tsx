import type { VNode } from 'preact';
import { textWidth } from '../svg/textWidth.js';
import { SIZES } from './layout.js';
import type { Scale } from './scale.js';

export interface AxisProps {
  readonly scale: Scale;
  readonly x: (value: number) => number;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  /** Of the rows. */
  readonly top: number;
  readonly bottom: number;
}

/** Pixels between two ticks' words. */
const APART = 8;

/** A horizontal axis: lines up through the rows, and as many ticks in words as there is room for. */
export function Axis({ scale, x, title, from, to, top, bottom }: AxisProps): VNode {
  const { ticks, text } = scale;
  const widest = Math.max(0, ...ticks.map((tick) => textWidth(text(tick), SIZES.tick)));
  const apart = ticks.length > 1 ? x(ticks[1]) - x(ticks[0]) : to - from;
  const every = Math.max(1, Math.ceil((widest + APART) / apart));
  return (
    <g>
      <g fill="none" stroke="var(--grid)">
        {ticks.map((tick) => (
          <path d={`M${x(tick)},${top}V${bottom}`} />
        ))}
      </g>
      <path d={`M${from},${bottom}H${to}`} fill="none" stroke="var(--line)" />
      <g font-size={SIZES.tick} text-anchor="middle" fill="var(--ink-2)">
        {ticks
          .filter((_, k) => k % every === 0)
          .map((tick) => (
            <text x={x(tick)} y={bottom + 15}>
              {text(tick)}
            </text>
          ))}
      </g>
      <text x={from} y={bottom + 31} font-size={SIZES.tick} fill="var(--ink-2)">
        {title}
      </text>
    </g>
  );
}
