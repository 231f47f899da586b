import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import type { Moment } from '../state/compute/moment.js';
import { usePage } from '../state/pageContext.js';
import { Help } from './Help.js';
import { ActionChoice } from './controls/ActionChoice.js';
import { Assumed } from './controls/Assumed.js';
import { CopyLink } from './controls/CopyLink.js';
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
      <CopyLink />
      <KeyTable />
      <Announcer />
    </section>
  );
}

/** The step that is looked at, and what is done there. */
function Step(): VNode {
  const { state, live } = usePage();
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
      <Where moment={moment} />
      {moment && <ActionChoice moment={moment} />}
    </>
  );
}

/** In which state the patient was, and would be. */
function Where({ moment }: { readonly moment: Moment | undefined }): VNode {
  const { report } = usePage();
  if (!moment) return <p class="explorer-where">The end: nothing is done any more. Choose an earlier step.</p>;
  const { was, would, note } = whereWords(moment, report.words);
  return (
    <div class="explorer-where">
      {was !== undefined && <p class="fact">{was}</p>}
      {would !== undefined && <p class="cf">{would}</p>}
      {note !== undefined && <p>{note}</p>}
    </div>
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
