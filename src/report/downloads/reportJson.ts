import { boundsFigures, episodeFigures, evaluationFigures, outcomeTable } from './evaluationFigures.js';
import type { WholePolicy, WholeReport } from '../report.js';

/**
 * All figures of a report as JSON: for each policy those of `ope --json`, and by mechanism those of
 * `evaluate --bounds --json`, under the same names.
 */
export function reportJson(report: WholeReport): string {
  const { about, mdp, policies } = report;
  const { thresholds, ...made } = about;
  return `${JSON.stringify(
    {
      couplet: made,
      thresholds,
      outcomes: mdp.outcomes,
      policies: policies.map((policy) => policyFigures(report, policy)),
    },
    listsForColumns,
    1,
  )}\n`;
}

function policyFigures({ log, mdp, mechanisms }: WholeReport, one: WholePolicy): unknown {
  const { name, verdicts, learnedFromThisLog, truth, estimates, diagnostics, bounds, cases, decisions } = one;
  return {
    policy: name,
    verdict: verdicts,
    learnedFromThisLog,
    ...(truth && { truth }),
    ...{ estimates, diagnostics },
    ...(cases && { cases }),
    ...(decisions && { decisions }),
    mechanisms: one.counterfactuals.map(({ evaluation, summary, means, verdicts: verdict }, m) => {
      const evaluated = { log, mdp, evaluation };
      return {
        mechanism: mechanisms[m].name,
        exact: evaluation.exact,
        verdict,
        ...evaluationFigures(evaluated, summary, means),
        ...boundsFigures(bounds, ({ meanLower, meanUpper }) => ({ lower: meanLower, upper: meanUpper })),
        outcomeTable: outcomeTable(evaluated, summary),
        episodes: Array.from({ length: log.nEpisodes }, (_, e) => ({
          ...episodeFigures(evaluated, e),
          ...boundsFigures(bounds, ({ lower, upper }) => ({ lower: lower[e], upper: upper[e] })),
        })),
      };
    }),
  };
}

function listsForColumns(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}
