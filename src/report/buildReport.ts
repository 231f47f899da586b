import { returnRange } from '../mdp/evaluate/returnRange.js';
import { policyReport } from './policyReport.js';
import type { WholeReport } from './report.js';
import type { ReportProblem } from './reportProblem.js';
import { reportScore } from './reportScore.js';

/**
 * Computes what a report shows. The discount is one for all figures, that of `about`.
 *
 * @throws as `evaluateCounterfactual`
 *
 * Cost: for each policy an evaluation a mechanism, one more, and the bounds under each assumption.
 */
export function buildReport(problem: ReportProblem): WholeReport {
  const { about, words, log, mdp, observedOnly = [], endLevels, mechanisms, policies } = problem;
  const { horizon, discount } = about;
  return {
    ...{ about, words, log, mdp, observedOnly },
    ...(endLevels && { endLevels }),
    returnRange: Float64Array.from(returnRange(mdp, { horizon, discount, cut: true }).returns),
    stateScore: reportScore(about, mdp, policies[0].policy),
    mechanisms: mechanisms.map(({ name, source }) => ({ name, source })),
    policies: policies.map((policy) => policyReport(problem, policy)),
  };
}
