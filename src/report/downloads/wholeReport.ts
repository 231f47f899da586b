import {
  type CounterfactualEvaluation,
  evaluateCounterfactual,
} from '../../counterfactual/evaluate/evaluateCounterfactual.js';
import { liveMechanisms } from '../liveMechanisms.js';
import type { MechanismFigures, PolicyReport, Report, WholePolicy, WholeReport } from '../report.js';

/**
 * Computes anew what a page leaves out of evaluations: to the bit what it was, where the page has all patients.
 *
 * Cost: an evaluation of the log for each policy and mechanism that lacks something.
 */
export async function wholeReport(report: Report): Promise<WholeReport> {
  const { log, mdp, about, policies } = report;
  const { horizon, discount, unmodelled } = about;
  const mechanisms = await liveMechanisms(report);
  const whole = (
    policy: PolicyReport,
    { evaluation, ...figures }: MechanismFigures,
    m: number,
  ): WholePolicy['counterfactuals'][number] => ({
    ...figures,
    evaluation: isWhole(evaluation)
      ? evaluation
      : evaluateCounterfactual(log, mdp, policy.policy, mechanisms.get(m)!, { horizon, discount, unmodelled }),
  });
  return {
    ...report,
    policies: policies.map((policy) => ({
      ...policy,
      counterfactuals: policy.counterfactuals.map((figures, m) => whole(policy, figures, m)),
    })),
  };
}

function isWhole(evaluation: MechanismFigures['evaluation']): evaluation is CounterfactualEvaluation {
  return evaluation.outcomeProbability !== undefined;
}
