import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Acting, goesByStep } from '../acting/acting.js';
import { type ActingProblem, actingProblem } from '../acting/actingProblem.js';
import { type EpisodeResults, emptyResults } from '../chain/episodeResults.js';
import type { ReturnMoments } from '../chain/momentTables.js';
import type { ObservedModel } from '../chain/observedModel.js';
import { returnMoments } from '../chain/returnMoments.js';
import { type StepSupport, emptySupport } from '../chain/stepSupport.js';
import { type EpisodeOrder, episodeOrder } from '../prefixes/episodeOrder.js';
import { rangeToCome } from '../prefixes/rangeToCome.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import type { CounterfactualOptions } from './counterfactualOptions.js';

/** All that is made ready before the first episode of a log is followed. */
export interface CounterfactualRun {
  readonly trajectories: Trajectories;
  readonly observed: ActingProblem;
  readonly mechanism: CompleteMechanism;
  readonly horizon: number;
  readonly discount: number;
  readonly rowBytes: number;
  /** See `CounterfactualOptions.leastMass`. */
  readonly leastMass: number;
  /** Shape (S), positive where runs begin. */
  readonly starts: Float64Array;
  /** What follows the log. */
  readonly after: ReturnMoments;
  /** See `rangeToCome`. */
  readonly range: (taken: number) => number;
  /** See `ObservedModel`. */
  readonly observations: Int32Array;
  readonly order: EpisodeOrder;
}

/** One entry an episode of all that is found, wherever it is followed. */
export interface EpisodeColumns extends EpisodeResults {
  readonly support: StepSupport;
  /** Shape (n): probability of the runs that were left to the model before the log ended. */
  readonly leftMass: Float64Array;
  /** Shape (n): by how much the expected return may be off by that. */
  readonly leftBound: Float64Array;
}

/** Less than this is left to the model unless told. */
const LEAST_MASS = 1e-14;

/**
 * @param order of the episodes, where it is known
 * @throws as `evaluateCounterfactual`
 */
export function counterfactualRun(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  mechanism: CompleteMechanism,
  options: CounterfactualOptions,
  order?: EpisodeOrder,
): CounterfactualRun {
  const { discount = 1, leastMass = LEAST_MASS } = options;
  if (!(leastMass >= 0 && leastMass < 1))
    throw new ArgumentError(`counterfactual: leastMass must be from 0 to below 1, got ${leastMass}`);
  const horizon = checkedHorizon('counterfactual', trajectories, options, { endless: !goesByStep(acting) });
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const starts = entryCounts(observed, mdp);
  const observations = observed.observations();
  return {
    ...{ trajectories, observed, mechanism, horizon, discount, leastMass, starts, observations },
    rowBytes: checkedRowBytes(options),
    after: returnMoments(mdp, observed.policyAfter, horizon, discount, starts),
    range: rangeToCome(mdp, horizon, discount),
    order: order ?? episodeOrder(trajectories.episodeStart, observations),
  };
}

/** @param column makes a column of zeros; default one that is not shared with other threads */
export function emptyColumns(
  n: number,
  nOutcomes: number,
  column = (length: number): Float64Array => new Float64Array(length),
): EpisodeColumns {
  return {
    ...emptyResults(n, nOutcomes, column),
    support: emptySupport(n, column),
    leftMass: column(n),
    leftBound: column(n),
  };
}

/** Positive in states that counterfactual runs begin in or are led to by the log alone, shape (S) of the model. */
export function entryCounts({ entered }: ObservedModel, { nStates }: Mdp): Float64Array {
  const counts = new Float64Array(nStates);
  for (const s of entered) counts[s] += 1;
  return counts;
}
