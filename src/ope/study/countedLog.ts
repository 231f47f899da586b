import { DataError, NumericalError } from '../../core/errors.js';
import { once } from '../../core/once.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type ModelRows, fittedModelRows, givenModelRows } from './modelRows.js';
import { type StepWeights, stepWeights } from './stepWeights.js';
import { type StepTerms, stepTerms } from './stepTerms.js';
import type { Study, StudyOptions } from './study.js';
import { type ValueTables, valueTables } from './valueTables.js';
import { weightTotals } from './weightTotals.js';

/**
 * The log of a study with each episode taken so many times: once for the log as it is, or as a bootstrap drew them. All
 * that is fitted to the log is fitted to the sample, once, when an estimator first needs it.
 */
export interface CountedLog {
  readonly study: Study;
  /** Shape (n): times each episode is taken. */
  readonly count: Float64Array;
  /** Episodes taken, with repeats: the sum of `count`. */
  readonly size: number;
  /** Shape (steps): rho = e(a | s) / b(a | s) of each step of the episodes taken. */
  readonly ratios: () => Float64Array;
  /** Importance weights of all episodes taken: products of ratios. */
  readonly weights: () => StepWeights;
  /** Shape (H): sum of the weights at each t, in their shifts. */
  readonly totals: () => Float64Array;
  /** The model that was given, as it is for this sample: fitted to it anew where the study has a way to. */
  readonly givenMdp: () => Mdp | undefined;
  /** The rows of that model, or of the one fitted to the sample. */
  readonly model: () => ModelRows;
  /** The target's values in it. */
  readonly values: () => ValueTables;
  /** One an episode fold: values in the model of the other folds; where nothing is cross-fitted, `values` alone. */
  readonly foldValues: () => readonly ValueTables[];
  /** Errors and values of the model along the log. */
  readonly stepTerms: () => StepTerms;
}

/**
 * @param count shape (n), ≥ 0, not all 0; not copied. Whoever writes to it later must make a new sample.
 */
export function takeSample(study: Study, count: Float64Array): CountedLog {
  const { log, horizon, discount, known, givenModel, folds } = study;
  const target = study.overTime ?? study.target;
  let size = 0;
  for (const times of count) size += times;
  const fitted = (taken: Float64Array): ModelRows => fittedModelRows(log, study.transitions(), taken);
  const valuesIn = (model: ModelRows): ValueTables => valueTables(model, target, horizon, discount);
  const estimated = once(() => estimatedLogRatios(study, count));
  const ratios = known?.ratios ?? once(() => estimated().map(Math.exp));
  const weights = once(() => known?.weights(count) ?? stepWeights(log, horizon, estimated(), count));
  // The whole log's own is the one that was given.
  const refit = count.some((times) => times !== 1) ? givenModel?.refit : undefined;
  const givenMdp = once(() => (refit ? refitted(refit, count) : givenModel?.mdp));
  const model = once(() => (refit ? givenModelRows(givenMdp()!) : (givenModel?.rows ?? fitted(count))));
  const values = !refit && givenModel ? givenModel.values : once(() => valuesIn(model()));
  const foldValues = once(() =>
    folds === 1 || givenModel
      ? [values()]
      : Array.from({ length: folds }, (_, fold) =>
          valuesIn(fitted(count.map((times, e) => (e % folds === fold ? 0 : times)))),
        ),
  );
  return {
    study,
    count,
    size,
    ratios,
    weights,
    totals: once(() => weightTotals(log, weights(), count)),
    givenMdp,
    model,
    values,
    foldValues,
    stepTerms: once(() => stepTerms(log, { count, live: weights().live, tables: foldValues() })),
  };
}

/** @throws NumericalError where the episodes do not tell all that the model needs */
function refitted(refit: NonNullable<StudyOptions['refit']>, count: Float64Array): Mdp {
  try {
    return refit(episodesTaken(count));
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new NumericalError(`a resample leaves a row of the model open: ${error.message}`, { cause: error });
  }
}

/** Indices of the episodes taken, with repeats. */
export function episodesTaken(count: Float64Array): Uint32Array {
  const episodes = new Uint32Array(count.reduce((sum, times) => sum + times, 0));
  let at = 0;
  count.forEach((times, e) => {
    episodes.fill(e, at, at + times);
    at += times;
  });
  return episodes;
}

/** The log as it is: every episode once. */
export function wholeLog(study: Study): CountedLog {
  return takeSample(study, new Float64Array(study.log.nEpisodes).fill(1));
}

/** log e_t(a_t | s_t) − log (n(s_t, a_t) / n(s_t)) of each step, n from the episodes taken: shape (steps). */
function estimatedLogRatios({ log, logTarget, transitions }: Study, count: Float64Array): Float64Array {
  const { nEpisodes, nStates, nActions, episodeStart } = log;
  const { rows, rowOf } = transitions();
  const ofRow = new Float64Array(rows.length);
  for (let e = 0; e < nEpisodes; e++) {
    if (count[e] === 0) continue;
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) ofRow[rowOf[i]] += count[e];
  }
  const ofState = new Float64Array(nStates);
  ofRow.forEach((n, r) => (ofState[Math.floor(rows[r] / nActions)] += n));
  const logBehaviour = ofRow.map((n, r) => Math.log(n / ofState[Math.floor(rows[r] / nActions)]));
  // A loop, as this is done for every step of every resample.
  const ratio = new Float64Array(logTarget.length);
  for (let i = 0; i < ratio.length; i++) ratio[i] = logTarget[i] - logBehaviour[rowOf[i]];
  return ratio;
}
