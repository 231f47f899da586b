import type { ComponentChildren, VNode } from 'preact';
import type { Scale } from './scale/scales.js';

export interface GridProps {
  readonly scale: Scale;
  /** Values that have a line; that of 0 is stronger. */
  readonly ticks: readonly number[];
  /** From where to where the lines go across, in pixels. */
  readonly from: number;
  readonly to: number;
  /** Whether values run upwards, the lines across; default false. */
  readonly upright?: boolean;
}

/** Lines behind a drawing, at the ticks of an axis. */
export function Grid({ scale, ticks, from, to, upright = false }: GridProps): VNode {
  return (
    <g>
      {ticks.map((tick) => {
        const [name, at] = [tick === 0 ? 'zero' : 'gridline', scale(tick)];
        return upright ? (
          <line class={name} x1={from} x2={to} y1={at} y2={at} />
        ) : (
          <line class={name} x1={at} x2={at} y1={from} y2={to} />
        );
      })}
    </g>
  );
}

export interface AxisProps {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly format: (tick: number) => string;
  /** Below the drawing: baseline of the numbers. Upright: their right end. */
  readonly at: number;
  readonly upright?: boolean;
  /** Under the numbers, or above an upright axis: what is measured, and in what. */
  readonly children?: ComponentChildren;
}

/** The numbers of an axis. Text is horizontal on either. */
export function Axis({ scale, ticks, format, at, upright = false, children }: AxisProps): VNode {
  return (
    <g>
      {ticks.map((tick) =>
        upright ? (
          <text class="tick" x={at} y={scale(tick) + 4} text-anchor="end">
            {format(tick)}
          </text>
        ) : (
          <text class="tick" x={scale(tick)} y={at} text-anchor="middle">
            {format(tick)}
          </text>
        ),
      )}
      {children}
    </g>
  );
}
