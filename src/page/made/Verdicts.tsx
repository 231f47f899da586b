import type { VNode } from 'preact';
import { VERDICT_TONE } from '../../report/captions/verdictWords.js';
import type { PolicyReport } from '../../report/report.js';

/** The library's verdicts in its own words, with every reason and remark. */
export function Verdicts({ policy: { name, verdicts } }: { readonly policy: PolicyReport }): VNode {
  return (
    <div class="verdicts">
      <h3>The verdicts on {name} in full</h3>
      {verdicts.map(({ about, level, reasons, remarks }) => (
        <>
          <h4>
            On {about}: <span class={VERDICT_TONE[level]}>{level}</span>
          </h4>
          <ul>
            {[...reasons.map(({ text }) => text), ...remarks].map((text) => (
              <li>{typeset(text)}</li>
            ))}
          </ul>
        </>
      ))}
      {verdicts.length === 0 && <p>There are none: nothing is known that bears on the estimates.</p>}
    </div>
  );
}

/** A percentage on one line, and a minus that is one. */
function typeset(text: string): string {
  return text.replaceAll(' %', '\u00a0%').replaceAll(/(?<![\w-])-(?=\d)/g, '\u2212');
}
