import type { VNode } from 'preact';
import { capital } from '../words/capital.js';
import { partSeen } from '../words/courseSummary.js';
import { shadedCells } from '../drawing/cells.js';
import { type Frame, edge } from '../drawing/frame.js';
import type { Layout } from '../drawing/layout.js';
import { Cells } from './Cells.js';

/** What lies under the bars of every treatment. */
export function PartsGround({ layout: { parts, frame, heights } }: { readonly layout: Layout }): VNode {
  return (
    <>
      {parts.map(({ top }) => (
        <rect
          class="lane-ground"
          x={frame.left}
          y={top}
          width={frame.right - frame.left}
          height={2 * heights.bar + 2}
        />
      ))}
    </>
  );
}

/** Two bars a treatment: above what was given, below how probable it is that it would have been. */
export function PartsView({ layout: { parts, frame, heights } }: { readonly layout: Layout }): VNode {
  const { bar } = heights;
  return (
    <>
      {parts.map(({ lane, top }) => {
        const rows = { top: top + bar + 2, height: bar, count: 1 };
        return (
          <g class="lane">
            <title>{`Given, ${partSeen(lane)}`}</title>
            <path class="given" d={givenBars(lane.given, top, bar, frame)} />
            <Cells shades={shadedCells(lane.would, rows, frame)} />
            <text class="lane-name" x={0} y={top + bar + 5}>
              {capital(lane.name)}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A bar for every stretch of steps at which it was given. */
function givenBars(given: readonly boolean[], top: number, height: number, frame: Frame): string {
  let d = '';
  for (let t = 0, end = 0; t < given.length; t = end) {
    end = t + 1;
    if (!given[t]) continue;
    while (given[end]) end++;
    const inset = frame.column < 5 ? 0 : 0.5;
    d += `M${edge(frame, t) + inset},${top}H${edge(frame, end) - inset}v${height}H${edge(frame, t) + inset}z`;
  }
  return d;
}
