import type { VerdictLevel } from '../../honest/verdict/verdict.js';
import { verdictOn } from '../../report/captions/verdictWords.js';
import type { PolicyReport, ReportEstimate } from '../../report/report.js';

/** What one method says. */
export interface WorthRow extends ReportEstimate {
  readonly label: string;
  /** That it holds bounds over all mechanisms. */
  readonly bounds?: { readonly lower: number; readonly upper: number };
  /** Whether the interval does not hold the estimate. */
  readonly isOutside: boolean;
}

export interface WorthGroup {
  readonly title: string;
  readonly about: string;
  /** The library's verdict on what is in it. */
  readonly level?: VerdictLevel;
  readonly rows: readonly WorthRow[];
}

/** Methods by what they rest on, each group under one verdict. Others are in the table. */
const GROUPS = [
  ['Reweight the log', 'no model', ['is', 'wis', 'wpdis']],
  ['Both at once', 'weights and a model of states', ['mis', 'dr', 'wdr', 'magic']],
  ['Trust the model', 'as good as it is', ['dm', 'cf']],
] as const;

const LABELS: Readonly<Record<string, string>> = {
  is: 'Importance sampling',
  wis: 'Weighted importance sampling',
  wpdis: 'Weighted per decision',
  mis: 'Marginalised by state',
  dr: 'Doubly robust',
  wdr: 'Weighted doubly robust',
  magic: 'Blend of models (MAGIC)',
  dm: 'Direct method',
  cf: 'Counterfactual',
};

/** The groups that the report has a method of. */
export function worthGroups(policy: PolicyReport): readonly WorthGroup[] {
  return GROUPS.flatMap(([title, about, names]) => {
    const rows = names.flatMap((name) => worthRow(name, policy) ?? []);
    if (rows.length === 0) return [];
    const verdict = verdictOn(rows.find(({ value }) => value !== undefined)?.estimator ?? '', policy);
    return [{ title, about, ...(verdict && { level: verdict.level }), rows }];
  });
}

function worthRow(name: string, policy: PolicyReport): WorthRow | undefined {
  const found = name === 'cf' ? counterfactual(policy) : policy.estimates.find(({ estimator }) => estimator === name);
  if (!found) return undefined;
  const { value, interval } = found;
  const bounds = name === 'cf' ? policy.bounds.at(0) : undefined;
  return {
    ...found,
    label: LABELS[name],
    isOutside: value !== undefined && interval !== undefined && (value < interval.lower || value > interval.upper),
    ...(bounds && { bounds: { lower: bounds.meanLower, upper: bounds.meanUpper } }),
  };
}

/** As `ope` has it, else as `evaluate`. */
function counterfactual({ estimates, counterfactuals }: PolicyReport): ReportEstimate {
  const { mean: value, lower, upper } = counterfactuals[0].summary.counterfactual;
  return (
    estimates.find(({ estimator }) => estimator === 'cf') ?? { estimator: 'cf', value, interval: { lower, upper } }
  );
}
