import type { UnmodelledRule } from '../../../counterfactual/chain/observedModel.js';
import {
  type CounterfactualEvaluation,
  evaluateCounterfactual,
} from '../../../counterfactual/evaluate/evaluateCounterfactual.js';
import { thinShare } from '../../../counterfactual/evaluate/thinShare.js';
import { fit } from '../../../fit/fit.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { subset } from '../../../trajectories/subset.js';
import type { Estimator } from '../estimator.js';
import { meanOf } from '../importance/meanOf.js';
import { type CountedLog, episodesTaken } from '../../study/countedLog.js';

export const aboutCounterfactual: Pick<Estimator, 'name' | 'summary'> = {
  name: 'cf',
  summary: 'counterfactual evaluation: what would have happened to each episode, by a causal mechanism',
};

/**
 * Counterfactual evaluation: the mean over episodes of the exact expected return that each would have had.
 *
 * The model is the study's, or fitted to the sample, pairs never seen leading back to their state; in a bootstrap of a
 * fitted or refitted one, every replicate costs a fit and a whole evaluation. In a small log what follows unseen pairs decides the
 * figure: give a model to choose it.
 *
 * With a given model the details say how many logged transitions it lacks, and what share of the steps rests on rows of
 * at most two cases: see `observedModel` and `thinShare`.
 *
 * @param mechanism the causal assumption, which no data can confirm
 * @param options `unmodelled`: what to do about a logged transition that a given model lacks; default `mix`
 *
 * Source: Oberst & Sontag, ICML 2019.
 */
export function counterfactualEstimator(
  mechanism: CompleteMechanism,
  options: { readonly unmodelled?: UnmodelledRule | undefined } = {},
): Estimator {
  const given = new WeakMap<CountedLog['study'], CounterfactualEvaluation>();
  /** With a given model, which does not depend on the sample. */
  const ofStudy = (study: CountedLog['study']): CounterfactualEvaluation | undefined => {
    const { log, horizon, discount, givenModel } = study;
    if (!givenModel) return undefined;
    const { unmodelled } = options;
    const evaluation =
      given.get(study) ??
      evaluateCounterfactual(log, givenModel.mdp, study.overTime ?? study.target, mechanism, {
        horizon,
        discount,
        ...(unmodelled && { unmodelled }),
      });
    given.set(study, evaluation);
    return evaluation;
  };
  const returns = (sample: CountedLog): Float64Array => {
    const given = sample.givenMdp();
    // What does not depend on the sample is evaluated once.
    return given && given === sample.study.givenModel?.mdp
      ? ofStudy(sample.study)!.expectedReturn
      : fittedReturns(sample, mechanism, options);
  };
  return {
    ...aboutCounterfactual,
    usesWeights: false,
    usesModel: true,
    byStep: true,
    estimate: (sample) => meanOf(sample, returns(sample)),
    terms: returns,
    details({ study }) {
      const evaluation = ofStudy(study);
      return {
        mechanism: mechanism.name,
        exact: mechanism.exact,
        ...(evaluation && { unmodelled: evaluation.unmodelled, thinShare: thinShare(evaluation) }),
      };
    },
  };
}

/**
 * The same in a given model that is held fixed, where it was evaluated already, as by another thread.
 *
 * @param expectedReturn shape (n)
 */
export function knownCounterfactual(expectedReturn: Float64Array): Estimator {
  return {
    ...aboutCounterfactual,
    usesWeights: false,
    usesModel: true,
    byStep: true,
    estimate: (sample) => meanOf(sample, expectedReturn),
  };
}

/** Expected counterfactual return of each episode taken, in a model fitted to those, shape (n). */
function fittedReturns(
  sample: CountedLog,
  mechanism: CompleteMechanism,
  { unmodelled }: { readonly unmodelled?: UnmodelledRule | undefined },
): Float64Array {
  const { study, count } = sample;
  const { log, horizon, discount } = study;
  const taken = Array.from(count.keys()).filter((e) => count[e] > 0);
  const mdp = sample.givenMdp() ?? fit(subset(log, episodesTaken(count)), undefined).mdp;
  const { expectedReturn } = evaluateCounterfactual(
    subset(log, taken),
    mdp,
    study.overTime ?? study.target,
    mechanism,
    {
      horizon,
      discount,
      ...(unmodelled && { unmodelled }),
    },
  );
  const returns = new Float64Array(count.length);
  taken.forEach((e, k) => (returns[e] = expectedReturn[k]));
  return returns;
}
