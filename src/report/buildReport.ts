import { createRng } from '../core/random/rng.js';
import { casesBehind } from '../counterfactual/evaluate/casesBehind.js';
import { counterfactualBounds } from '../counterfactual/evaluate/counterfactualBounds.js';
import { evaluateCounterfactual } from '../counterfactual/evaluate/evaluateCounterfactual.js';
import { summarizeCounterfactual } from '../counterfactual/evaluate/summarizeCounterfactual.js';
import { thinShare } from '../counterfactual/evaluate/thinShare.js';
import type { Mdp } from '../mdp/mdp.js';
import { assumptions } from '../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import type { OffPolicyResult } from '../ope/offPolicyEvaluation.js';
import type { Trajectories } from '../trajectories/trajectories.js';
import { entryScore } from '../counterfactual/effects/entryScore.js';
import { decisionFigures } from './decisionFigures.js';
import type {
  MechanismFigures,
  ObservedVariable,
  PolicyReport,
  Report,
  ReportAbout,
  ReportEstimate,
  ReportMechanism,
  ReportWords,
} from './report.js';

/** What a report is made from. */
export interface ReportProblem {
  readonly about: ReportAbout;
  readonly words: ReportWords;
  readonly log: Trajectories;
  readonly mdp: Mdp;
  readonly observedOnly?: readonly ObservedVariable[];
  readonly mechanisms: readonly (ReportMechanism & { readonly mechanism: CompleteMechanism })[];
  readonly policies: readonly PolicyProblem[];
  /** Of each state, shape (S), for the variance of the effect of a decision; default `entryScore(mdp)`. */
  readonly score?: Float64Array;
}

/** A policy with what is found of it elsewhere. */
export interface PolicyProblem extends Pick<
  PolicyReport,
  'name' | 'policy' | 'verdicts' | 'truth' | 'learnedFromThisLog'
> {
  readonly ope: OffPolicyResult;
  /** Shape (n). */
  readonly weights: Float64Array;
}

/** Computes what a report shows. */
export function buildReport(problem: ReportProblem): Report {
  const { about, words, log, mdp, observedOnly = [], mechanisms, policies } = problem;
  return {
    about,
    words,
    log,
    mdp,
    observedOnly,
    mechanisms: mechanisms.map(({ name, source }) => ({ name, source })),
    policies: policies.map((policy) => policyReport(problem, policy)),
  };
}

function policyReport(problem: ReportProblem, one: PolicyProblem): PolicyReport {
  const { about, log, mdp, mechanisms, score = entryScore(mdp) } = problem;
  const { name, policy, verdicts, truth, learnedFromThisLog, ope, weights } = one;
  const options = { horizon: about.horizon, discount: about.discount };
  const counterfactuals = mechanisms.map(({ mechanism }): MechanismFigures => {
    const evaluation = evaluateCounterfactual(log, mdp, policy, mechanism, options);
    return { evaluation, summary: summarizeCounterfactual(createRng(about.seed), evaluation, { level: about.level }) };
  });
  const cases = casesBehind(log, mdp, policy, mechanisms[0].mechanism, options);
  const thin = thinShare(counterfactuals[0].evaluation);
  const complete = mechanisms.map(({ mechanism }) => mechanism);
  const decisions = decisionFigures(log, mdp, policy, complete, score);
  return {
    ...{ name, policy, verdicts, learnedFromThisLog, diagnostics: ope.diagnostics },
    ...(truth && { truth }),
    estimates: ope.estimates.map(estimateOf),
    weightShares: sharesOf(weights),
    counterfactuals,
    bounds: assumptions.map((assumption) => counterfactualBounds(log, mdp, policy, assumption, options)),
    ...(cases && { cases }),
    ...(thin !== undefined && { thinShare: thin }),
    ...(decisions && { decisions }),
  };
}

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
