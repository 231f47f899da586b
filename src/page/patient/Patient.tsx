import { useComputed } from '@preact/signals';
import type { VNode } from 'preact';
import { Explorer } from '../explorer/Explorer.js';
import { Figure } from '../figure/Figure.js';
import { usePage } from '../state/pageContext.js';
import { Caption } from './Caption.js';
import { PatientHeader } from './PatientHeader.js';
import { Timeline } from './Timeline.js';
import { influenceUnder } from './course/influenceUnder.js';
import { shown } from './course/shown.js';
import { capital } from './words/capital.js';
import { courseTable } from './words/courseTable.js';

/** One patient: what happened, what would have, and beside it what to suppose instead. */
export function Patient(): VNode {
  return (
    <section id="patient" tabIndex={-1} aria-labelledby="patient-name">
      <PatientHeader />
      <div class="patient-grid">
        <Course />
        <Explorer />
      </div>
    </section>
  );
}

function Course(): VNode {
  const { report, live } = usePage();
  // What is only looked at, as another step, is not followed here: the course is the same.
  const drawn = useComputed(() => {
    const supposed = live.supposed.value;
    const mechanism = live.mechanisms.get(supposed.mechanism);
    return {
      course: shown(report, live.course.value, supposed.patient),
      influence: mechanism && influenceUnder(report, mechanism, supposed),
    };
  });
  const { course, influence } = drawn.value;
  const noun = report.words.noun.one;
  return (
    <Figure
      title="What happened, and what would have"
      caption={<Caption course={course} noun={noun} />}
      table={() => courseTable(course, influence)}
    >
      <Timeline course={course} influence={influence} title={`${capital(noun)} ${course.name}, step by step`} />
    </Figure>
  );
}
