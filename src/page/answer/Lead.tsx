import type { VNode } from 'preact';
import { answerWords, kickerWords, questionWords } from '../../report/captions/answerWords.js';
import type { PolicyReport, Report } from '../../report/report.js';

/** The question and its answer. */
export function Lead({ report, policy }: { readonly report: Report; readonly policy: PolicyReport }): VNode {
  const [before, after] = questionWords(report);
  return (
    <>
      <p class="kicker">{kickerWords(report)}</p>
      <h1>
        {before}
        <span class="cf">{policy.name}</span>
        {after}
      </h1>
      <p class="answer">
        {answerWords(report, policy).map((piece) =>
          typeof piece === 'string' ? piece : <b class={piece.is === 'strong' ? 'fact' : piece.is}>{piece.text}</b>,
        )}
      </p>
    </>
  );
}
