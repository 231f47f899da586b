import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Unmodelled, observedModel } from '../chain/observedModel.js';
import { type ExplainLogOptions, type ExplainedEpisodes, explainEpisodes } from './explainedEpisodes.js';
import { goodAndBad } from './goodAndBad.js';

/**
 * The best changes of each episode of a log, one entry an episode. Where the model has it that what was done might not
 * have been possible, as after a step that is skipped, values are −Infinity, chances 0 and there is no change.
 */
export interface ExplainedLog extends ExplainedEpisodes {
  readonly nEpisodes: number;
  /** K. */
  readonly changes: number;
  readonly discount: number;
  readonly mechanism: string;
  /** Indices of the good outcomes; may be empty, and then chances of a good end are 0. */
  readonly good: readonly number[];
  readonly bad: readonly number[];
  /** Shape (n): what was earned. */
  readonly observedReturn: Float64Array;
  /** Shape (n): index into the model's outcomes of how the episode did end. */
  readonly observedOutcome: Uint8Array;
  /** Logged transitions that the model lacks, and what was done about them. */
  readonly unmodelled: Unmodelled;
}

/**
 * Which decision would have done most for each episode of a log, under a mechanism, and how much of that is certain: see
 * `bestChanges` and `guaranteedChanges`. Single changes are fixed ones, one action at one step; plans are chosen by
 * value, and may not be those by which a good end is likeliest.
 *
 * @param trajectories log over the states of `model`
 * @throws as `bestChanges` and `goodAndBad`
 *
 * Cost of `bestChanges`, and of `guaranteedChanges` for each assumption, times n: linear in the episodes and in K.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 100, horizon: 1 });
 * explainLog(log, mdp, completeMechanism(gumbelMax())).value.length // 200
 */
export function explainLog(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: CompleteMechanism,
  options: ExplainLogOptions = {},
): ExplainedLog {
  const explain = explainEpisodes(trajectories, model, mechanism, options);
  const found = explain(0, trajectories.nEpisodes, options.progress);
  return explainedLog(trajectories, model, mechanism.name, options, found);
}

/** What is found of all episodes of a log, with what is known of it beside. */
export function explainedLog(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: string,
  options: ExplainLogOptions,
  found: ExplainedEpisodes,
): ExplainedLog {
  const { changes = 1, discount = 1, unmodelled } = options;
  return {
    ...{ nEpisodes: trajectories.nEpisodes, changes, discount, mechanism },
    ...goodAndBad(model.outcomes, options),
    observedReturn: episodeReturns(trajectories, discount),
    observedOutcome: observedOutcomes(trajectories, model.outcomes, model.outcome),
    ...found,
    unmodelled: observedModel(model, trajectories, unmodelled).unmodelled,
  };
}
