import { type ReadonlySignal, computed } from '@preact/signals';
import type { WhatIf } from '../../counterfactual/explain/whatIf.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Report } from '../../report/report.js';
import { type Background, background } from './compute/background.js';
import type { Courses } from './compute/courses.js';
import type { OneDecision } from './compute/oneDecision.js';
import { type Moment, momentAt } from './compute/moment.js';
import { steady } from './compute/steady.js';
import type { PageState } from './pageState.js';
import { patientOrder } from './patientOrder.js';
import { type Supposed, sameSupposed } from './view.js';

/** What is computed in the page, with the library's own code. */
export interface Live extends Background {
  /** What is computed with: another record only where it supposes something else. */
  readonly supposed: ReadonlySignal<Supposed>;
  /** The course of the patient that is shown under the plan; recomputed only where these or the mechanism change. */
  readonly course: ReadonlySignal<WhatIf>;
  /** The step that is looked at; undefined at the horizon, where nothing is done any more. */
  readonly moment: ReadonlySignal<Moment | undefined>;
  /** Episodes in the order of the list of patients: see `patientOrder`. */
  readonly order: ReadonlySignal<Uint32Array>;
  /** Those of the report that the page can make, by their index. */
  readonly mechanisms: ReadonlyMap<number, CompleteMechanism>;
}

/**
 * @param mechanisms those of the report that the page can make, by their index
 * @param first the one decision of the patient that is shown first, where it is known
 */
export function live(
  report: Report,
  { view }: PageState,
  mechanisms: ReadonlyMap<number, CompleteMechanism>,
  { of, nextStates }: Courses,
  first?: OneDecision,
): Live {
  const supposed = steady<Supposed>(() => view.value, sameSupposed);
  const step = computed(() => view.value.step);
  const course = computed(() => of(supposed.value));
  const listed = steady(
    () => view.value,
    (a, b) => a.policy === b.policy && a.mechanism === b.mechanism && a.sort === b.sort && a.filter === b.filter,
  );
  return {
    supposed,
    course,
    moment: computed(() =>
      step.value < report.about.horizon
        ? momentAt(report, course.value, nextStates(supposed.value.mechanism), supposed.value, step.value)
        : undefined,
    ),
    order: computed(() => patientOrder(report, listed.value)),
    mechanisms,
    ...background(report, mechanisms, supposed, first),
  };
}
