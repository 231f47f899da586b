import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { usePage } from '../state/pageContext.js';
import { Help } from './Help.js';
import { ActionChoice } from './controls/ActionChoice.js';
import { Assumed } from './controls/Assumed.js';
import { PlanTools } from './controls/PlanTools.js';
import { TakeOver } from './controls/TakeOver.js';
import { KeyTable } from './keys/KeyTable.js';
import { Announcer } from './results/Announcer.js';
import { BestDecision } from './results/BestDecision.js';
import { BoundsList } from './results/BoundsList.js';
import { NextStateBars } from './results/NextStateBars.js';
import { PlanResult } from './results/PlanResult.js';
import { whereWords } from './words/momentWords.js';
import { planWarnings } from './words/planWarnings.js';

/** What if: the plan of the patient that is shown, and what it brings. */
export function Explorer(): VNode {
  return (
    <section class="explorer" aria-label="What if">
      <Step />
      <TakeOver />
      <Assumed />
      <Next />
      <PlanResult />
      <BoundsList />
      <BestDecision />
      <Help />
      <KeyTable />
      <Announcer />
    </section>
  );
}

/** The step that is looked at, and what is done there. */
function Step(): VNode {
  const { report, state, live } = usePage();
  const step = useComputed(() => state.view.value.step).value;
  const moment = live.moment.value;
  return (
    <>
      <div class="explorer-head">
        <h3>{`What if, at step ${step}?`}</h3>
        <PlanTools />
      </div>
      {state.notice.value !== undefined && (
        <p class="warn explorer-notice" role="status">
          {state.notice.value}
        </p>
      )}
      <p class="explorer-where">
        {moment ? whereWords(moment, report.words) : 'The end: nothing is done any more. Choose an earlier step.'}
      </p>
      {moment && <ActionChoice moment={moment} />}
    </>
  );
}

/** What may follow, and what that rests on. */
function Next(): VNode | null {
  const { report, live } = usePage();
  const moment = live.moment.value;
  if (!moment) return null;
  return (
    <>
      {moment.here && <NextStateBars moment={moment} here={moment.here} />}
      {planWarnings(report, live.course.value, moment).map((warning) => (
        <p class="warn explorer-warning">{warning}</p>
      ))}
    </>
  );
}
