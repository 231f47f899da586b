import type { VNode } from 'preact';
import { VERDICT_TONE } from '../../report/captions/verdictWords.js';
import type { PolicyReport, Report } from '../../report/report.js';
import { type Fact, factsOf } from './factsOf.js';

/** What the answer rests on: four numbers, each with how far it bears. */
export function Facts({ report, policy }: { readonly report: Report; readonly policy: PolicyReport }): VNode {
  return (
    <aside class="facts" aria-labelledby="facts-title">
      <h3 id="facts-title">What the answer rests on</h3>
      <dl>
        {factsOf(report, policy).map(({ name, number, of, note, level, turns }) => (
          <div class={`fact-row ${toneOf(level, turns)}-row`}>
            <dt>{name}</dt>
            <dd class="fact-number">
              {number}
              {of && <small> {of}</small>}
            </dd>
            <dd class="fact-note">{note}</dd>
            {level && <dd class={`fact-level ${VERDICT_TONE[level]}`}>{level}</dd>}
          </div>
        ))}
      </dl>
    </aside>
  );
}

function toneOf(level: Fact['level'], turns: Fact['turns']): string {
  if (level) return VERDICT_TONE[level];
  return turns === undefined ? 'plain' : turns ? 'weak' : 'good';
}
