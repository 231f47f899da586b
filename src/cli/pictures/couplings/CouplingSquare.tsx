import type { VNode } from 'preact';
import { SIZES } from '../rows/layout.js';

export interface CouplingSquareProps {
  readonly name: string;
  /** Shape (K × K). */
  readonly coupling: readonly number[];
  /** The probability that is shaded in full. */
  readonly most: number;
  /** In pixels, also without its name above it. */
  readonly side: number;
}

const NAME = 18;

/**
 * A coupling as a square of cells, x downwards and y to the right. Shades go by the root, or the many small entries that
 * tell mechanisms apart would all look empty.
 */
export function CouplingSquare({ name, coupling, most, side }: CouplingSquareProps): VNode {
  const K = Math.round(Math.sqrt(coupling.length));
  const cell = side / K;
  const at = (k: number): number => Number((k * cell).toFixed(1));
  return (
    <g>
      <text y={10} font-size={SIZES.figure} font-weight={600} fill="var(--ink)">
        {name}
      </text>
      <g transform={`translate(0,${NAME})`} fill="var(--cf)">
        <rect width={side} height={side} fill="var(--paper)" stroke="var(--line)" />
        {coupling.map((probability, k) => {
          const opacity = Number(Math.sqrt(Math.max(0, probability) / most).toFixed(3));
          if (opacity === 0) return null;
          return <rect x={at(k % K)} y={at(Math.floor(k / K))} width={at(1)} height={at(1)} fill-opacity={opacity} />;
        })}
      </g>
    </g>
  );
}
