import { evaluateCounterfactual } from '../../../counterfactual/evaluate/evaluateCounterfactual.js';
import { fit } from '../../../fit/fit.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { subset } from '../../../trajectories/subset.js';
import type { Estimator } from '../estimator.js';
import { meanOf } from '../importance/meanOf.js';
import type { CountedLog } from '../../study/countedLog.js';

export const aboutCounterfactual: Pick<Estimator, 'name' | 'summary'> = {
  name: 'cf',
  summary: 'counterfactual evaluation: what would have happened to each episode, by a causal mechanism',
};

/**
 * Counterfactual evaluation: the mean over episodes of the exact expected return that each would have had.
 *
 * The model is the study's, or fitted to the sample, pairs never seen leading back to their state; in a bootstrap of a
 * fitted one, every replicate costs a fit and a whole evaluation. In a small log what follows unseen pairs decides the
 * figure: give a model to choose it.
 *
 * @param mechanism the causal assumption, which no data can confirm
 *
 * Source: Oberst & Sontag, ICML 2019.
 */
export function counterfactualEstimator(mechanism: CompleteMechanism): Estimator {
  return {
    ...aboutCounterfactual,
    usesWeights: false,
    usesModel: true,
    estimate: (sample) => meanOf(sample, counterfactualReturns(sample, mechanism)),
    terms: (sample) => counterfactualReturns(sample, mechanism),
    details: () => ({ mechanism: mechanism.name, exact: mechanism.exact }),
  };
}

/** Returns with a given model do not depend on the sample: kept for the studies that are in use. */
const returnsByStudy = new WeakMap<CountedLog['study'], Map<CompleteMechanism, Float64Array>>();

/** Expected counterfactual return of each episode taken, shape (n). */
function counterfactualReturns(sample: CountedLog, mechanism: CompleteMechanism): Float64Array {
  const { study, count } = sample;
  const { log, target, horizon, discount, givenModel } = study;
  const options = { horizon, discount };
  if (givenModel) {
    const ofStudy = returnsByStudy.get(study) ?? new Map<CompleteMechanism, Float64Array>();
    returnsByStudy.set(study, ofStudy);
    const returns =
      ofStudy.get(mechanism) ?? evaluateCounterfactual(log, givenModel.mdp, target, mechanism, options).expectedReturn;
    ofStudy.set(mechanism, returns);
    return returns;
  }
  const taken = Array.from(count.keys()).filter((e) => count[e] > 0);
  const repeated = taken.flatMap((e) => new Array<number>(count[e]).fill(e));
  const { mdp } = fit(subset(log, repeated), undefined);
  const { expectedReturn } = evaluateCounterfactual(subset(log, taken), mdp, target, mechanism, options);
  const returns = new Float64Array(count.length);
  taken.forEach((e, k) => (returns[e] = expectedReturn[k]));
  return returns;
}
