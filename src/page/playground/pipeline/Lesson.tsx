import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { reasonWords } from '../../../report/captions/reasonWords.js';
import { count, decimal, percent } from '../../../report/numbers.js';
import type { PipelineState } from './pipelineState.js';
import type { StepName } from './results.js';

const DOING: Readonly<Record<StepName, string>> = {
  simulate: 'simulating patients',
  fit: 'fitting the model',
  solve: 'finding the policy',
  promise: 'valuing it in the model and in the simulator',
  verdict: 'testing what the log itself tells of the promise',
  estimates: 'estimating the value by other methods',
};

const PATIENT = { one: 'patient', many: 'patients' };

/** What was promised, what is true, and whether the log told: all of it as computed. */
export function Lesson({ state: { progress, fault } }: { readonly state: PipelineState }): VNode {
  const promised = useComputed(() => progress.value.results.promise);
  const verdict = useComputed(() => progress.value.results.verdict);
  const worth = promised.value;
  const { patients, judgedAt } = progress.value.settings;
  return (
    <div class="pg-lesson">
      {worth ? (
        <p class="pg-answer">
          A policy learned from {count(patients)} patients is promised <b class="cf">{decimal(worth.promise.value)}</b>{' '}
          by its model. In the simulator it is worth <b class="truth">{decimal(worth.truth.value)}</b>:{' '}
          <span class="truth">
            {percent(worth.truth.outcomes[2])} discharged, {percent(worth.truth.outcomes[1])} dead
          </span>
          . The physician who wrote the log is worth {decimal(worth.physician.value)}.
        </p>
      ) : (
        <p class="pg-answer">
          Simulate patients, fit a model to them, let it find a policy, and see what the model promises beside what is
          true.
        </p>
      )}
      {verdict.value && (
        <p class="pg-verdict">
          The log alone says of that promise: <b>{verdict.value.level}</b>
          {verdict.value.reasons.length > 0 && `: ${reasonWords(verdict.value.reasons[0], PATIENT)}`}.
        </p>
      )}
      <p class="pg-note">
        Worth: +1 for a patient who is discharged, −1 for one who dies, 0 for one still in care at the end
        {judgedAt < 1 && `, times ${decimal(judgedAt)} for every step it takes`}; the mean over patients.
      </p>
      {fault.value !== undefined && (
        <p class="warn" role="alert">
          {fault.value}
        </p>
      )}
      <p class="pg-status" role="status">
        {progress.value.next === undefined ? 'All computed.' : `Now ${DOING[progress.value.next]} …`}
      </p>
    </div>
  );
}
