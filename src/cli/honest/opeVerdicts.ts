import type { StateCheck } from '../../honest/checkStates/checkStates.js';
import type { EstimateKind, VerdictFigures } from '../../honest/verdict/verdictFigures.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { estimators as registered } from '../../ope/estimators/registry.js';
import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import type { ModelStanding } from '../ope/modelStanding.js';
import type { Truths } from '../ope/opeReport.js';
import { type NamedVerdict, namedVerdicts } from '../../honest/verdict/namedVerdicts.js';

/** What `ope` knows besides its result. */
export interface OpeFindings {
  readonly standing: ModelStanding;
  /** Undefined where they cannot be tested. */
  readonly states?: StateCheck | 'left out' | undefined;
  readonly truths: Truths;
  /** Estimators that were asked for, those of the user's own among them. */
  readonly asked?: readonly (string | Estimator)[] | undefined;
}

/** What verdicts go by, of a log or of sums. */
export interface JudgedResult extends Pick<OffPolicyResult, 'behaviour' | 'estimates'> {
  readonly diagnostics: Pick<OffPolicyResult['diagnostics'], 'effectiveSampleSize' | 'largestWeightShare'> & {
    readonly shareHeld: number | undefined;
  };
}

/**
 * Verdicts on estimates, those that rest on the same together: on a model, or on weights. What estimates the behaviour
 * policy itself rests on neither.
 */
export function opeVerdicts(result: JudgedResult, findings: OpeFindings): NamedVerdict[] {
  const { standing, states, truths, asked = [] } = findings;
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
    const own = kind === 'model' ? standing.figures : weightFigures(result);
    return namedVerdicts(about, kind, { ...(states && { states }), ...truthFigure(estimates, truths), ...own });
  });
}

function weightFigures({ diagnostics }: JudgedResult): VerdictFigures {
  const { effectiveSampleSize, largestWeightShare, shareHeld } = diagnostics;
  return {
    ...{ effectiveSize: effectiveSampleSize, largestWeightShare },
    ...(shareHeld !== undefined && { shareHeld }),
  };
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
