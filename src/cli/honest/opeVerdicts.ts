import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';
import { fit } from '../../fit/fit.js';
import type { StateCheck } from '../../honest/checkStates/checkStates.js';
import { fragility } from '../../honest/fragility.js';
import type { EstimateKind, VerdictFigures } from '../../honest/verdict/verdictFigures.js';
import { isAdvised } from '../../mdp/advice/advised.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { estimators as registered } from '../../ope/estimators/registry.js';
import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import type { OpeProblem } from '../ope/opeProblem.js';
import type { Truths } from '../ope/opeReport.js';
import { thinSteps } from './thinSteps.js';
import { type NamedVerdict, fragilityFigure, namedVerdicts } from './namedVerdict.js';

/** What `ope` knows besides its result. */
export interface OpeFindings {
  /** Undefined where each fold has a policy and a model of its own, of which no one figure tells. */
  readonly problem: OpeProblem | undefined;
  readonly states: StateCheck | 'left out';
  readonly truths: Truths;
  /** Estimators that were asked for, those of the user's own among them. */
  readonly asked?: readonly (string | Estimator)[] | undefined;
}

/**
 * Verdicts on estimates, those that rest on the same together: on a model, or on weights. What estimates the behaviour
 * policy itself rests on neither.
 */
export function opeVerdicts(result: OffPolicyResult, findings: OpeFindings): NamedVerdict[] {
  const { states, truths, asked = [] } = findings;
  const known = [...registered, ...asked.filter((each) => typeof each !== 'string')];
  const weights: EstimateKind = result.behaviour === 'estimated' ? 'estimated weights' : 'weights';
  const groups = new Map<EstimateKind, OffPolicyResult['estimates'][number][]>();
  for (const estimate of result.estimates) {
    const estimator = known.find(({ name }) => name === estimate.estimator);
    if (estimate.value === undefined || estimator?.estimand === 'behaviour policy') continue;
    // Marginalised weights are by states, and so rest on them as a model does; `cf` is not in the list, and has a model.
    const kind = estimator?.byWeightsAlone ? weights : 'model';
    groups.set(kind, [...(groups.get(kind) ?? []), estimate]);
  }
  return [...groups].flatMap(([kind, estimates]) => {
    const about = estimates.map(({ estimator }) => estimator).join(', ');
    const own = kind === 'model' ? modelFigures(result, findings) : weightFigures(result);
    return namedVerdicts(about, kind, { states, ...truthFigure(estimates, truths), ...own });
  });
}

function weightFigures({ diagnostics }: OffPolicyResult): VerdictFigures {
  const { effectiveSampleSize, largestWeightShare, shareHeld } = diagnostics;
  return { effectiveSize: effectiveSampleSize, largestWeightShare, shareHeld };
}

function modelFigures({ horizon, discount }: OffPolicyResult, { problem }: OpeFindings): VerdictFigures {
  if (!problem || isAdvised(problem.target)) return {};
  const { log, mdp, target } = problem;
  const options = { horizon, discount };
  try {
    const model = mdp ?? fit(log, undefined).mdp;
    const thinShare = thinSteps(model, target, options);
    const found = model.visits && fragility(model, target, options);
    return { ...fragilityFigure(model, found), ...(thinShare !== undefined && { thinShare }) };
  } catch (error) {
    // Estimates may do without a model that can be fitted, or valued without a horizon: these figures are then unknown.
    if (![ArgumentError, DataError, NumericalError].some((one) => error instanceof one)) throw error;
    return {};
  }
}

/** The truth beside the intervals that are about it; nothing where it is not known, or there are no intervals. */
function truthFigure(estimates: OffPolicyResult['estimates'], truths: Truths): Pick<VerdictFigures, 'truth'> {
  const judged = estimates.flatMap(({ estimator, interval }) => {
    const truth = truths[estimator];
    return truth !== undefined && interval && 'interval' in interval ? [{ truth, ...interval.interval }] : [];
  });
  if (judged.length === 0) return {};
  // Estimates without a horizon have a truth of their own: those of the first are judged.
  const value = judged[0].truth;
  const intervals = judged.filter(({ truth }) => truth === value).map(({ lower, upper }) => [lower, upper] as const);
  return { truth: { value, intervals } };
}
