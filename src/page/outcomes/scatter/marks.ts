import type { OutcomeWords } from '../../../report/report.js';

type Tone = OutcomeWords['tone'];

/** Half the width of a mark, in pixels. */
const R = 3;

/** The shape of `Mark` as path data about a point: thousands of marks are one path for each shape. */
const SHAPES: Readonly<Record<Tone, string>> = {
  good: `m-${R},0a${R} ${R} 0 1 0 ${2 * R} 0 ${R} ${R} 0 1 0-${2 * R} 0`,
  bad: `m-${R},-${R}l${2 * R},${2 * R}m0,-${2 * R}l-${2 * R},${2 * R}`,
  going: `m-${R},-${R}h${2 * R}v${2 * R}h-${2 * R}z`,
  other: `m0,-${R}l${R},${R}l-${R},${R}l-${R},-${R}z`,
};

/** A mark at each of the points that has the tone, as one path; empty where none has. */
export function marksPath(
  points: Iterable<{ readonly x: number; readonly y: number; readonly tone: Tone }>,
  tone: Tone,
): string {
  let path = '';
  for (const { x, y, tone: own } of points) if (own === tone) path += `M${tenth(x)},${tenth(y)}${SHAPES[tone]}`;
  return path;
}

function tenth(value: number): string {
  return String(Math.round(10 * value) / 10);
}
