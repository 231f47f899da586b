import type { VNode } from 'preact';
import type { OutcomeWords } from '../../report/report.js';

export interface MarkProps {
  readonly tone: OutcomeWords['tone'];
  readonly x: number;
  readonly y: number;
  /** Half its width, in pixels; default 4. */
  readonly r?: number;
}

/** The shape of an end: a cross for a bad one, a ring for a good one, a square while the run goes on, else a diamond. */
export function Mark({ tone, x, y, r = 4 }: MarkProps): VNode {
  if (tone === 'good') return <circle class="mark good" cx={x} cy={y} r={r} />;
  if (tone === 'bad')
    return <path class="mark bad" d={`M${x - r},${y - r}L${x + r},${y + r}M${x + r},${y - r}L${x - r},${y + r}`} />;
  if (tone === 'going') return <rect class="mark going" x={x - r} y={y - r} width={2 * r} height={2 * r} />;
  return <path class="mark other" d={`M${x},${y - r}L${x + r},${y}L${x},${y + r}L${x - r},${y}Z`} />;
}
