import type { VNode } from 'preact';
import { SIZES } from '../rows/layout.js';

export interface RewardBarsProps {
  readonly title: string;
  /** h, shape (K). */
  readonly reward: readonly number[];
  readonly width: number;
  readonly height: number;
}

const NAME = 18;

/** A reward as bars over its outcomes, up from 0 or down. */
export function RewardBars({ title, reward, width, height }: RewardBarsProps): VNode {
  const [least, most] = [Math.min(0, ...reward), Math.max(0, ...reward)];
  const y = (value: number): number => Number((((most - value) / (most - least || 1)) * height).toFixed(1));
  const step = width / reward.length;
  return (
    <g>
      <text y={10} font-size={SIZES.figure} fill="var(--ink-2)">
        {title}
      </text>
      <g transform={`translate(0,${NAME})`} fill="var(--ink-2)">
        {reward.map((value, k) => (
          <rect
            x={Number((k * step).toFixed(1))}
            y={Math.min(y(0), y(value))}
            width={Number((step * 0.7).toFixed(1))}
            height={Math.max(0.5, Number(Math.abs(y(value) - y(0)).toFixed(1)))}
          />
        ))}
        <path d={`M0,${y(0)}H${width}`} fill="none" stroke="var(--ink-2)" />
      </g>
    </g>
  );
}
