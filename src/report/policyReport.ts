import { createRng } from '../core/random/rng.js';
import { casesBehind } from '../counterfactual/evaluate/casesBehind.js';
import { boundsUnder } from '../counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../counterfactual/evaluate/summarizeCounterfactual.js';
import { thinShare } from '../counterfactual/evaluate/thinShare.js';
import { namedVerdicts } from '../honest/verdict/namedVerdicts.js';
import { assumptions } from '../mechanisms/bounds/registry.js';
import type { OffPolicyResult } from '../ope/offPolicyEvaluation.js';
import type { PolicyProblem, ReportProblem, Watched } from './reportProblem.js';
import { decisionFigures } from './decisionFigures.js';
import type { ReportEstimate, WholePolicy } from './report.js';
import { reportScore } from './reportScore.js';

/** Computes what a report shows of one policy: the figures that `evaluate --bounds` prints, beside those of `ope`. */
export function policyReport(problem: ReportProblem, one: PolicyProblem): WholePolicy {
  const { about, log, mdp, mechanisms, watched = unwatched } = problem;
  const { name, policy, verdicts, truth, learnedFromThisLog, ope, weights, evaluations = [] } = one;
  const { horizon, discount, unmodelled, seed, level, replicates } = about;
  const options = { horizon, discount, unmodelled };
  const counterfactuals = mechanisms.map(({ name: by, mechanism }, m): WholePolicy['counterfactuals'][number] => {
    const evaluation =
      evaluations[m] ??
      watched(`evaluating ${name} by ${by}`, (progress) =>
        evaluateCounterfactual(log, mdp, policy, mechanism, { ...options, progress }),
      );
    const summary = summarizeCounterfactual(createRng(seed), evaluation, { level, replicates });
    const thin = thinShare(evaluation);
    const figures = { ...one.figures, ...(thin !== undefined && { thinShare: thin }) };
    return { evaluation, summary, verdicts: namedVerdicts('the counterfactual figures', 'model', figures) };
  });
  const bounds = watched(`bounding ${name}`, (progress) =>
    boundsUnder(log, mdp, policy, assumptions, { ...options, progress }),
  );
  const cases = watched(`counting the cases behind ${name}`, (progress) =>
    casesBehind(log, mdp, policy, mechanisms[0].mechanism, { ...options, progress }),
  );
  const thin = thinShare(counterfactuals[0].evaluation);
  const decisions = decisionFigures(
    { log, mdp, policy, unmodelled },
    mechanisms.map(({ mechanism }) => mechanism),
    reportScore(about, mdp, policy),
  );
  return {
    ...{ name, policy, verdicts, learnedFromThisLog, diagnostics: ope.diagnostics },
    ...(truth && { truth }),
    estimates: ope.estimates.map(estimateOf),
    weightShares: sharesOf(weights),
    ...{ counterfactuals, bounds },
    ...(cases && { cases }),
    ...(thin !== undefined && { thinShare: thin }),
    ...(decisions && { decisions }),
  };
}

const unwatched: Watched = (_, work) => work(() => undefined);

function estimateOf({ estimator, value, interval, fault }: OffPolicyResult['estimates'][number]): ReportEstimate {
  const note = fault ?? (interval && 'reason' in interval ? interval.reason : undefined);
  return {
    estimator,
    ...(value !== undefined && { value }),
    ...(interval && 'interval' in interval && { interval: interval.interval }),
    ...(note !== undefined && { note }),
  };
}

function sharesOf(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights
    .map((weight) => (total > 0 ? weight / total : 0))
    .sort()
    .reverse();
}
