import type { VNode } from 'preact';
import { outcomeList } from '../../patient/words/headline.js';
import { OUTCOMES } from './words.js';

const [WIDTH, HEIGHT, GAP] = [160, 12, 1.5];
/** What is good first, as in words. */
const ORDER = [2, 0, 1];

/** What becomes of a patient, as a bar and in words. */
export function Shares({ outcomes }: { readonly outcomes: readonly number[] }): VNode {
  let x = 0;
  return (
    <span class="pg-shares">
      <svg width={WIDTH} height={HEIGHT} aria-hidden="true">
        {ORDER.map((o) => {
          const width = outcomes[o] * WIDTH;
          const at = x;
          x += width;
          return width < GAP ? null : (
            <rect class={`fill ${OUTCOMES[o].tone}`} x={at} width={width - GAP} height={HEIGHT} />
          );
        })}
      </svg>
      <span>{outcomeList(OUTCOMES, outcomes)}</span>
    </span>
  );
}
