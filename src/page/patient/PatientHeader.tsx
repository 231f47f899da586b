import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { VERDICT_SENTENCE, VERDICT_TONE, mainVerdict } from '../../report/captions/verdictWords.js';
import { episodeName } from '../../trajectories/trajectories.js';
import { PatientSearch } from '../explorer/keys/PatientSearch.js';
import { usePage } from '../state/pageContext.js';
import { neighbour } from '../state/patientOrder.js';
import { selectPatient } from '../state/selectPatient.js';
import { outcomeOf } from './course/courseReport.js';
import { capital } from './words/capital.js';
import { hasPlan, outcomeList, whatHappened } from './words/headline.js';
import { planWords } from './words/planWords.js';

/** Who it is, how it ended, and how it would have, never without the verdict on the policy that promises it. */
export function PatientHeader(): VNode {
  const { report, live } = usePage();
  const { log, words, policies, about } = report;
  const { patient, policy, takeOver, edits } = live.supposed.value;
  const { outcomeProbability } = live.course.value;
  const length = log.episodeStart[patient + 1] - log.episodeStart[patient];
  const verdict = mainVerdict(policies[policy]);
  const isPlan = hasPlan({ takeOver, edits });
  const acting = isPlan ? 'With your plan' : policies.length > 1 ? `With ${policies[policy].name}` : 'With the policy';
  return (
    <div class="patient-head">
      <h2 id="patient-name">{`${capital(words.noun.one)} ${episodeName(log, patient)}`}</h2>
      <div class="patient-pager">
        <Turn by={-1} label={`Previous ${words.noun.one}`} arrow="←" />
        <Turn by={1} label={`Next ${words.noun.one}`} arrow="→" />
        <PatientSearch />
      </div>
      <p>
        <span class="fact">{whatHappened(outcomeOf(report, patient), length)}</span>{' '}
        <span class="cf">
          {acting}: {outcomeList(words.outcomes, outcomeProbability)} at step {about.horizon}.
        </span>
        {!isPlan && verdict && (
          <>
            {' '}
            <a
              class={`patient-verdict ${VERDICT_TONE[verdict.level]}`}
              href="#answer"
              title="The verdict on the policy"
            >
              {VERDICT_SENTENCE[verdict.level]}
            </a>
          </>
        )}
      </p>
      {isPlan && <p class="patient-plan">Your plan: {planWords({ takeOver, edits }, words.actions, length)}</p>}
    </div>
  );
}

interface TurnProps {
  /** Places in the order of the list. */
  readonly by: number;
  readonly label: string;
  readonly arrow: string;
}

/** To the neighbour in the list of patients. */
function Turn({ by, label, arrow }: TurnProps): VNode {
  const { state, live } = usePage();
  const to = useComputed(() => neighbour(live.order.value, live.supposed.value.patient, by)).value;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) selectPatient(state, to);
      }}
    >
      {arrow}
    </button>
  );
}
