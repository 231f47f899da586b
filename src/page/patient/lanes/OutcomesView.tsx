import type { VNode } from 'preact';
import { Hatch } from '../../figure/Hatch.js';
import { spread } from '../../figure/text/spread.js';
import { percent } from '../../../report/numbers.js';
import type { OutcomeShare } from '../course/outcomeShares.js';
import type { Frame } from '../drawing/frame.js';
import { stepArea } from '../drawing/paths.js';

export interface OutcomesViewProps {
  /** From the bottom up. */
  readonly outcomes: readonly OutcomeShare[];
  readonly frame: Frame;
  readonly top: number;
  readonly height: number;
  readonly horizon: number;
}

/** Room of a word at the side. */
const LINE = 14;

/** What becomes of the runs: shares stacked step by step, and at the right, in words, what they come to. */
export function OutcomesView({ outcomes, frame, top, height, horizon }: OutcomesViewProps): VNode {
  const areas = stackedAreas(outcomes, top, height);
  const shown = areas.filter(({ share }) => percent(share.at(-1)!) !== percent(0)).reverse();
  const middles = shown.map(({ upper, lower }) => (upper.at(-1)! + lower.at(-1)!) / 2);
  const heights = spread(middles, LINE, top + 1.6 * LINE, top + height - 3);
  const middle = top + height / 2;
  return (
    <g class="lane">
      <Hatch id="timeline-hatch" />
      <rect class="lane-ground" x={frame.left} y={top} width={frame.right - frame.left} height={height} />
      {areas.map(({ words, upper, lower }) => (
        <path class={`fill ${words.tone}`} d={stepArea(upper, lower, frame)} />
      ))}
      {areas
        .filter(({ words }) => words.tone === 'bad')
        .map(({ upper, lower }) => (
          <path fill="url(#timeline-hatch)" d={stepArea(upper, lower, frame)} />
        ))}
      <text class="lane-name" x={0} y={middle - 3}>
        What would
      </text>
      <text class="lane-name" x={0} y={middle + 12}>
        have become
      </text>
      {!frame.isNarrow && (
        <>
          <text class="level" x={frame.left - 7} y={top + 9} text-anchor="end">
            100 %
          </text>
          <text class="level" x={frame.left - 7} y={top + height} text-anchor="end">
            0
          </text>
          <text class="side" x={frame.right + 8} y={top + 9}>{`at step ${horizon}:`}</text>
          {shown.map(({ words, share }, i) => (
            <text class={`side ${words.tone}`} x={frame.right + 8} y={heights[i] + 4}>
              {`${percent(share.at(-1)!)} ${words.share}`}
            </text>
          ))}
        </>
      )}
    </g>
  );
}

/** Heights at which each area starts and ends, by step. */
function stackedAreas(
  outcomes: readonly OutcomeShare[],
  top: number,
  height: number,
): readonly (OutcomeShare & { readonly upper: Float64Array; readonly lower: Float64Array })[] {
  const n = outcomes[0].share.length;
  let sum = new Float64Array(n);
  const yOf = (shares: Float64Array): Float64Array => shares.map((p) => top + height * (1 - p));
  return outcomes.map((outcome) => {
    const below = sum;
    sum = below.map((p, t) => p + outcome.share[t]);
    return { ...outcome, lower: yOf(below), upper: yOf(sum) };
  });
}
