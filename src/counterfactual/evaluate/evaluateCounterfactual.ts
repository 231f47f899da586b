import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import type { Unmodelled } from '../chain/observedModel.js';
import type { StepSupport } from '../chain/stepSupport.js';
import type { CounterfactualOptions } from './counterfactualOptions.js';
import { type CounterfactualRun, type EpisodeColumns, counterfactualRun, emptyColumns } from './counterfactualRun.js';
import { followEpisodes } from './followEpisodes.js';

/** What would have happened, one entry an episode. */
export interface CounterfactualEvaluation {
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  /** False where the mechanism's rows are estimates from draws. */
  readonly exact: boolean;
  /** Shape (n): what was earned. */
  readonly observedReturn: Float64Array;
  /** Shape (n): index into the model's outcomes of how the episode did end. */
  readonly observedOutcome: Uint8Array;
  /** Shape (n): expected counterfactual return, given the episode. */
  readonly expectedReturn: Float64Array;
  /** Shape (n): variance of the counterfactual return, given the episode. */
  readonly returnVariance: Float64Array;
  /** Shape (n): expected counterfactual less observed return: the treatment effect of the policy on this episode. */
  readonly effect: Float64Array;
  /** Shape (n × outcomes): probability of each outcome at the horizon. */
  readonly outcomeProbability: Float64Array;
  /**
   * Shape (n): expected number of steps of the counterfactual run; Infinity where it may never end and has no horizon.
   */
  readonly expectedLength: Float64Array;
  /** Logged transitions that the model lacks, and what was done about them. */
  readonly unmodelled: Unmodelled;
  /** What the steps rest on: see `thinShare`. Absent where the model does not hold how many cases its rows have. */
  readonly support?: StepSupport;
  /** What was left to the model before the log ended. Absent where nothing may be. */
  readonly left?: LeftToModel;
}

/**
 * Runs that came to a state of so little probability that they are no longer followed along the log: from there on they
 * go by the model, as after it. One entry an episode.
 */
export interface LeftToModel {
  /** Shape (n): probability of those runs. */
  readonly mass: Float64Array;
  /**
   * Shape (n): by how much `expectedReturn` may be off by that: the mass times the range of what was still to come,
   * summed. Outcome probabilities may be off by `mass`.
   */
  readonly bound: Float64Array;
}

/**
 * What would have happened to each logged episode under another policy, exactly.
 *
 * Given an episode the noises of its steps are independent, so the counterfactual is a Markov chain with rows
 * CF(. | observed s', (s, a) against (s~, a~)); after the episode's end, the model's own rows. The chain is carried
 * forward with the first two moments of the return, along steps that several episodes begin with once. Nothing is
 * sampled, unless the mechanism itself is known only by draws.
 *
 * The mechanism is an assumption that no data can confirm.
 *
 * @param trajectories log over the states of `model`
 * @param acting target policy over the same states; or the clinicians who wrote the log and advice that they follow, with
 *   what is supposed of them: see `AdvisedClinician`; or what goes by the step: see `ActsByStep`, for which the horizon is
 *   finite
 * @throws ArgumentError if sizes, spaces or the horizon do not fit; DataError as `observedModel`
 *
 * Cost: distinct beginnings of episodes × reachable states × entries of a row, each distinct row computed once as far as
 * `rowBytes` go; memory that, 64 MiB at most of beginnings, and one result an episode.
 *
 * Source: Oberst & Sontag (2019), section 4, with the sampling replaced by the exact chain.
 */
export function evaluateCounterfactual(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions = {},
): CounterfactualEvaluation {
  const run = counterfactualRun(trajectories, model, acting, mechanism, options);
  const columns = emptyColumns(trajectories.nEpisodes, model.outcomes.length);
  followEpisodes(run, columns)(0, trajectories.nEpisodes, options.progress);
  return evaluationOf(run, columns);
}

/** The evaluation that columns hold once all episodes are followed. */
export function evaluationOf(run: CounterfactualRun, columns: EpisodeColumns): CounterfactualEvaluation {
  const { trajectories, observed, mechanism, horizon, discount } = run;
  const { mdp, unmodelled } = observed;
  const { support, leftMass, leftBound, ...results } = columns;
  const observedReturn = episodeReturns(trajectories, discount);
  return {
    nEpisodes: trajectories.nEpisodes,
    horizon,
    discount,
    exact: mechanism.exact,
    observedReturn,
    observedOutcome: observedOutcomes(trajectories, mdp.outcomes, mdp.outcome),
    ...results,
    effect: results.expectedReturn.map((value, e) => value - observedReturn[e]),
    unmodelled,
    ...(mdp.visits && { support }),
    left: { mass: leftMass, bound: leftBound },
  };
}
