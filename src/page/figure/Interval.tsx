import type { VNode } from 'preact';

export interface IntervalProps {
  /** Pixels of a value. */
  readonly scale: (value: number) => number;
  readonly y: number;
  /** No dot without one. */
  readonly value?: number | undefined;
  /** No line without one; the dot is hollow then. */
  readonly interval?: { readonly lower: number; readonly upper: number } | undefined;
  /** What it is of; default: neither blue nor plum. */
  readonly tone?: 'cf' | 'truth' | undefined;
  /** Radius of the dot, in pixels; default 4.5. */
  readonly r?: number;
}

/** An estimate and its interval: a dot upon a line; hollow where there is no interval. */
export function Interval({ scale, y, value, interval, tone, r = 4.5 }: IntervalProps): VNode {
  const of = tone ? ` ${tone}` : '';
  return (
    <>
      {interval && <line class={`interval${of}`} x1={scale(interval.lower)} x2={scale(interval.upper)} y1={y} y2={y} />}
      {value !== undefined && (
        <circle class={`point${of}${interval ? '' : ' hollow'}`} cx={scale(value)} cy={y} r={r} />
      )}
    </>
  );
}

export interface BandProps {
  readonly scale: (value: number) => number;
  /** Its middle. */
  readonly y: number;
  readonly lower: number;
  readonly upper: number;
  /** In pixels; default 16. */
  readonly height?: number;
}

/** Bounds, as a band that is seen even where it is narrow. */
export function Band({ scale, y, lower, upper, height = 16 }: BandProps): VNode {
  const [left, right] = [scale(lower), scale(upper)];
  return <rect class="band" x={left} y={y - height / 2} width={Math.max(1, right - left)} height={height} rx={3} />;
}
