import type { Report } from '../../../report/report.js';

/** What a patient's log returned, and how much more a plan is expected to. */
export function planEffect(
  { policies }: Pick<Report, 'policies'>,
  patient: number,
  expectedReturn: number,
): { readonly observed: number; readonly effect: number } {
  const observed = policies[0].counterfactuals[0].evaluation.observedReturn[patient];
  return { observed, effect: expectedReturn - observed };
}
