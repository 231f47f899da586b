import { type ReadonlySignal, computed } from '@preact/signals';
import { type WhatIf, prepareWhatIf } from '../../counterfactual/explain/whatIf.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Report } from '../../report/report.js';
import type { PageState } from './pageState.js';
import { patientOrder } from './patientOrder.js';
import { planOf } from './planOf.js';
import { steady } from './steady.js';
import { type Supposed, sameSupposed } from './view.js';

/** What is computed in the page, with the library's own code. */
export interface Live {
  /** What is computed with: another record only where it supposes something else. */
  readonly supposed: ReadonlySignal<Supposed>;
  /** The course of the patient that is shown under the plan; recomputed only where these or the mechanism change. */
  readonly course: ReadonlySignal<WhatIf>;
  /** Episodes in the order of the list of patients: see `patientOrder`. */
  readonly order: ReadonlySignal<Uint32Array>;
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
      { horizon: about.horizon, discount: about.discount, unmodelled: about.unmodelled },
    );
    prepared.set(key, made);
    return made;
  };
  const supposed = steady<Supposed>(() => view.value, sameSupposed);
  const listed = steady(
    () => view.value,
    (a, b) => a.policy === b.policy && a.mechanism === b.mechanism && a.sort === b.sort && a.filter === b.filter,
  );
  return {
    supposed,
    course: computed(() => {
      const { policy, mechanism, patient } = supposed.value;
      return prepare(policy, mechanism)(patient, planOf(supposed.value));
    }),
    order: computed(() => patientOrder(report, listed.value)),
    mechanisms,
  };
}
