import type { VNode } from 'preact';

export interface EffectIntervalProps {
  readonly effect: number;
  readonly lower: number;
  readonly upper: number;
  /** Least and greatest of what is drawn, the same for all rows: lower below upper. */
  readonly domain: readonly [number, number];
}

/** An effect within its bounds, on a line with zero marked; as wide as it has room, so in percent of that. */
export function EffectInterval({ effect, lower, upper, domain }: EffectIntervalProps): VNode {
  const x = (value: number): string => place(value, domain);
  return (
    <svg class="effect-interval" width="100%" height={16} aria-hidden="true">
      <line class="axis-line" x1={x(0)} x2={x(0)} y1={0} y2={16} />
      <rect class="band" x={x(lower)} width={share(upper - lower, domain)} y={3} height={10} rx={2} />
      <circle class="point cf" cx={x(effect)} cy={8} r={4.5} />
    </svg>
  );
}

/** Room at either end for half a dot, in percent. */
const MARGIN = 7;

/** Place of a value, in percent of the width. */
export function place(value: number, domain: readonly [number, number]): string {
  return share(value - domain[0], domain, MARGIN);
}

function share(length: number, [least, greatest]: readonly [number, number], from = 0): string {
  return `${(from + ((100 - 2 * MARGIN) * length) / (greatest - least)).toFixed(2)}%`;
}
