import type { VNode } from 'preact';
import { linearScale } from '../../figure/scale/scales.js';

const [WIDTH, HEIGHT] = [160, 20];

/** Truth and promise on one line from −1 to 1; the numbers stand beside it. */
export function Gap({ promise, truth }: { readonly promise: number; readonly truth: number }): VNode {
  const x = linearScale([-1, 1], [6, WIDTH - 6]);
  const [at, y] = [x(truth), HEIGHT / 2];
  return (
    <svg class="pg-gap" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line x1={x(-1)} x2={x(1)} y1={y} y2={y} stroke="var(--grid)" />
      <line x1={x(0)} x2={x(0)} y1={2} y2={HEIGHT - 2} stroke="var(--line)" />
      <line x1={at} x2={x(promise)} y1={y} y2={y} stroke="var(--ink-2)" stroke-width={2} />
      <path d={`M${at},${y - 5}l5,5l-5,5l-5,-5Z`} fill="var(--truth)" />
      <circle cx={x(promise)} cy={y} r={4.5} fill="var(--cf)" />
    </svg>
  );
}
