import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { episodeName } from '../../trajectories/trajectories.js';
import { usePage } from '../state/pageContext.js';
import { outcomeOf } from './course/courseReport.js';
import { capital } from './words/capital.js';
import { hasPlan, outcomeList, whatHappened } from './words/headline.js';
import { planWords } from './words/planWords.js';

/** Who it is, how it ended, and how it would have. */
export function PatientHeader(): VNode {
  const { report, state, live } = usePage();
  const { log, words, policies, about } = report;
  const course = live.course.value;
  const patient = useComputed(() => state.view.value.patient).value;
  const { takeOver, edits, policy } = state.view.peek();
  const length = log.episodeStart[patient + 1] - log.episodeStart[patient];
  const isPlan = hasPlan({ takeOver, edits });
  return (
    <div class="patient-head">
      <h2 id="patient-name">{`${capital(words.noun.one)} ${episodeName(log, patient)}`}</h2>
      <p>
        <span class="fact">{whatHappened(outcomeOf(report, patient), length)}</span>{' '}
        <span class="cf">
          {isPlan ? 'With your plan' : policies.length > 1 ? `With ${policies[policy].name}` : 'With the policy'}:{' '}
          {outcomeList(words.outcomes, course.outcomeProbability)} at step {about.horizon}.
        </span>
      </p>
      {isPlan && <p class="plan-words">Your plan: {planWords({ takeOver, edits }, words.actions, length)}</p>}
    </div>
  );
}
