import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';
import { once } from '../../core/once.js';
import { fit } from '../../fit/fit.js';
import type { LoggedTransitions } from '../../fit/loggedTransitions.js';
import type { Fragility } from '../../honest/fragility.js';
import { fragilityFigure } from '../../honest/verdict/fragilityFigure.js';
import type { VerdictFigures } from '../../honest/verdict/verdictFigures.js';
import { isAdvised } from '../../mdp/advice/advised.js';
import type { HorizonOptions } from '../../mdp/evaluate/horizon.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { thinSteps } from '../honest/thinSteps.js';
import { measuredFragility } from '../output/notes/measuredFragility.js';
import type { OpeProblem } from './opeProblem.js';

/** Estimators whose figures are a model's, with nothing of the log to put them right. */
const MODELLED: readonly string[] = ['dm', 'cf'];

/** What the model that estimators take is worth to a policy. */
export interface ModelStanding {
  /** Of the figures of `dm` and `cf`, where there are any; undefined for an exact model, and where it cannot be told. */
  readonly fragility: Fragility | undefined;
  /** For a verdict on all estimates that take the model. */
  readonly figures: VerdictFigures;
}

/**
 * How far the figures of estimators rest on luck with few cases of the model that they take, given or fitted to the log.
 * What cannot be told is left out.
 *
 * @param problem undefined where each fold has a policy and a model of its own
 * @param silent whether nothing is said of what cannot be told of `dm` and `cf`
 */
export function modelStanding(
  problem: (Pick<OpeProblem, 'target' | 'mdp'> & { readonly log: Trajectories | LoggedTransitions }) | undefined,
  { estimates, horizon, discount }: Pick<OffPolicyResult, 'estimates' | 'horizon' | 'discount'>,
  silent = false,
): ModelStanding {
  // No model tells what the clinicians who are advised meant to do.
  if (!problem || isAdvised(problem.target)) return { fragility: undefined, figures: {} };
  const { log, target, mdp } = problem;
  const believed = estimates.some(({ estimator, value }) => MODELLED.includes(estimator) && value !== undefined);
  const model = once(() => mdp ?? fit(log, undefined).mdp);
  const options = { horizon, discount };
  const found = measuredFragility(model, target, options, silent || !believed);
  return {
    fragility: believed ? found : undefined,
    figures: { ...(found && { fragility: fragilityFigure(found) }), ...furtherFigures(model, target, options) },
  };
}

function furtherFigures(model: () => Mdp, target: MarkovPolicy, options: HorizonOptions): VerdictFigures {
  try {
    const mdp = model();
    const thinShare = thinSteps(mdp, target, options);
    return {
      ...(!mdp.visits && !mdp.observed && { fragility: 'exact model' }),
      ...(thinShare !== undefined && { thinShare }),
    };
  } catch (error) {
    // Estimates may do without a model that can be fitted, or valued without a horizon: these figures are then unknown.
    if (![ArgumentError, DataError, NumericalError].some((one) => error instanceof one)) throw error;
    return {};
  }
}
