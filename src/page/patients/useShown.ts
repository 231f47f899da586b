import { useComputed } from '@preact/signals';
import type { CounterfactualBounds } from '../../counterfactual/evaluate/counterfactualBounds.js';
import type { MechanismFigures, PolicyReport, Report, ReportMechanism } from '../../report/report.js';
import { usePage } from '../state/pageContext.js';

/** What figures of all patients are about: a policy, and what it would have done by a mechanism. */
export interface Shown {
  readonly report: Report;
  readonly policy: PolicyReport;
  readonly mechanism: ReportMechanism;
  readonly figures: MechanismFigures;
  /** Over all mechanisms. */
  readonly bounds: CounterfactualBounds;
}

/** The policy and mechanism that are looked at; whoever asks is rendered anew where one of them changes, and by no plan. */
export function useShown(): Shown {
  const { report, state } = usePage();
  const policy = useComputed(() => state.view.value.policy).value;
  const mechanism = useComputed(() => state.view.value.mechanism).value;
  return shownOf(report, policy, mechanism);
}

/** @param policy and mechanism, indices into those of the report */
export function shownOf(report: Report, policy: number, mechanism: number): Shown {
  const one = report.policies[policy];
  return {
    report,
    policy: one,
    mechanism: report.mechanisms[mechanism],
    figures: one.counterfactuals[mechanism],
    bounds: one.bounds[0],
  };
}
