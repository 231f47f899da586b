import { type ReadonlySignal, computed } from '@preact/signals';
import { type WhatIf, prepareWhatIf } from '../../counterfactual/explain/whatIf.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Report } from '../../report/report.js';
import type { PageState } from './pageState.js';

/** What is computed in the page, with the library's own code. */
export interface Live {
  /** The course of the patient that is shown under the plan; recomputed only where these or the mechanism change. */
  readonly course: ReadonlySignal<WhatIf>;
  /** Those of the report that the page can make, by their index. */
  readonly mechanisms: ReadonlyMap<number, CompleteMechanism>;
}

/** @param mechanisms those of the report that the page can make, by their index */
export function live(report: Report, { view }: PageState, mechanisms: ReadonlyMap<number, CompleteMechanism>): Live {
  const prepared = new Map<string, ReturnType<typeof prepareWhatIf>>();
  const prepare = (policy: number, mechanism: number): ReturnType<typeof prepareWhatIf> => {
    const key = `${policy} ${mechanism}`;
    const known = prepared.get(key);
    if (known) return known;
    const { log, mdp, about, policies } = report;
    const made = prepareWhatIf(
      { trajectories: log, mdp, policy: policies[policy].policy, mechanism: mechanisms.get(mechanism)! },
      { horizon: about.horizon, discount: about.discount },
    );
    prepared.set(key, made);
    return made;
  };
  const plan = computed(() => {
    const { policy, patient, mechanism, takeOver, edits } = view.value;
    return JSON.stringify({ policy, patient, mechanism, takeOver, edits });
  });
  const course = computed(() => {
    const { policy, patient, mechanism, takeOver, edits } = JSON.parse(plan.value) as ReturnType<typeof view.peek>;
    const actions = new Map(Object.entries(edits).map(([t, action]) => [Number(t), action]));
    return prepare(policy, mechanism)(patient, { takeOver, actions });
  });
  return { course, mechanisms };
}
