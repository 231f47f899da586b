import type { VNode } from 'preact';
import { usePage } from '../../state/pageContext.js';
import type { OneDecision } from '../../state/compute/oneDecision.js';
import { onlyDecision } from '../plan/changePlan.js';
import { decisionCases, decisionGain, decisionSentence, noDecision } from '../words/decisionWords.js';

/** The one decision that would have mattered most, and what makes it the plan. */
export function BestDecision(): VNode {
  const { report, live } = usePage();
  const decision = live.decision.value;
  return (
    <div class="explorer-decision">
      <h4>The one decision</h4>
      {!decision ? (
        <p class="explorer-pending">Looking for it…</p>
      ) : decision.kind === 'change' ? (
        <Change decision={decision} />
      ) : (
        <p>{noDecision(decision, report.words)}</p>
      )}
    </div>
  );
}

function Change({ decision }: { readonly decision: Extract<OneDecision, { readonly kind: 'change' }> }): VNode {
  const { report, state, live } = usePage();
  const { log, words, mechanisms } = report;
  const { patient, mechanism, takeOver, edits } = live.supposed.value;
  const length = log.episodeStart[patient + 1] - log.episodeStart[patient];
  const { step, action } = decision.change;
  const isPlan = takeOver === length && Object.keys(edits).length === 1 && edits[step] === action;
  const cases = decisionCases(decision);
  return (
    <>
      <p>{decisionSentence(decision, words)}</p>
      <p class="explorer-note">
        {decisionGain(decision, mechanisms[mechanism].name)}
        {cases !== undefined && ` ${cases}`}
      </p>
      <button
        type="button"
        disabled={isPlan}
        onClick={() => {
          state.change((draft) => {
            onlyDecision(draft, length, step, action);
          });
        }}
      >
        {isPlan ? 'This is your plan' : 'Try it: all else as it was'}
      </button>
    </>
  );
}
