import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { episodeReturns } from '../../trajectories/episodeReturns.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Acting, goesByStep } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import type { ObservedModel, Unmodelled, UnmodelledRule } from '../chain/observedModel.js';
import { type ChainState, emptyChainState, propagate, startAt } from '../chain/propagate.js';
import { returnMoments } from '../chain/returnMoments.js';
import { type StepSupport, supportCounter } from '../chain/stepSupport.js';
import { stepsToGo } from '../chain/momentTables.js';
import { addAfterLog, emptyResults, settleVariance } from '../chain/episodeResults.js';

export interface CounterfactualOptions {
  /**
   * Most steps of a counterfactual run; default: the log's horizon, or its longest episode. No episode may be longer.
   */
  readonly horizon?: number;
  /** Default 1. */
  readonly discount?: number;
  readonly progress?: Progress;
  /**
   * Most bytes for rows that are kept to be used again, at least 0; default 2^28 (256 MiB). No figure depends on it,
   * only the time.
   */
  readonly rowBytes?: number;
  /** What to do about a logged transition that the model gives probability 0; default `mix`. */
  readonly unmodelled?: UnmodelledRule;
}

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
}

/**
 * What would have happened to each logged episode under another policy, exactly.
 *
 * Given an episode the noises of its steps are independent, so the counterfactual is a Markov chain with rows
 * CF(. | observed s', (s, a) against (s~, a~)); after the episode's end, the model's own rows. The chain is carried
 * forward with the first two moments of the return. Nothing is sampled, unless the mechanism itself is known only by
 * draws.
 *
 * The mechanism is an assumption that no data can confirm.
 *
 * @param trajectories log over the states of `model`
 * @param acting target policy over the same states; or the clinicians who wrote the log and advice that they follow, with
 *   what is supposed of them: see `AdvisedClinician`; or what goes by the step: see `ActsByStep`, for which the horizon is
 *   finite
 * @throws ArgumentError if sizes, spaces or the horizon do not fit; DataError as `observedModel`
 *
 * Cost: steps × reachable states × entries of a row, each distinct row computed once as far as `rowBytes` go; memory
 * that, and one result an episode.
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
  const { discount = 1, progress } = options;
  const horizon = checkedHorizon('counterfactual', trajectories, options, { endless: !goesByStep(acting) });
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const n = trajectories.nEpisodes;
  const nOutcomes = mdp.outcomes.length;
  const rows = observed.rows(mechanism, checkedRowBytes(options));
  const starts = entryCounts(observed, mdp);
  const after = returnMoments(mdp, observed.policyAfter, horizon, discount, starts);
  const resting = supportCounter(mdp, observed, {
    nEpisodes: n,
    horizon,
    discount,
    implicit: mechanism.implicit,
    starts,
    endless: after.length.includes(Infinity),
  });
  const observedReturn = episodeReturns(trajectories, discount);
  const results = emptyResults(n, nOutcomes);
  let now = emptyChainState(mdp.nStates);
  let next = emptyChainState(mdp.nStates);
  for (let e = 0; e < n; e++) {
    startAt(now, trajectories.state[trajectories.episodeStart[e]]);
    let weight = 1;
    const steps = observed.steps(e);
    for (const [t, step] of steps.entries()) {
      results.expectedLength[e] += livingMass(now, mdp);
      resting?.observed(e, t, now, step, weight);
      propagate(rows(e, t), mdp, step, weight, now, next);
      [now, next] = [next, now];
      weight *= discount;
    }
    for (let i = 0; i < now.size; i++) observed.checkActsAfter(steps.length, now.support[i], horizon);
    addAfterLog(results, e, now, { moments: after, table: stepsToGo(horizon, steps.length, mdp.nStates), weight });
    resting?.after(e, now, steps.length, weight);
    settleVariance(results, e);
    if (e % Math.ceil(n / 100) === 0) progress?.(e, n);
  }
  return {
    nEpisodes: n,
    horizon,
    discount,
    exact: mechanism.exact,
    observedReturn,
    observedOutcome: observedOutcomes(trajectories, mdp.outcomes, mdp.outcome),
    ...results,
    effect: results.expectedReturn.map((value, e) => value - observedReturn[e]),
    unmodelled: observed.unmodelled,
    ...(resting && { support: resting.support }),
  };
}

/** Positive in states that counterfactual runs begin in or are led to by the log alone, shape (S) of the model. */
export function entryCounts({ entered }: ObservedModel, { nStates }: Mdp): Float64Array {
  const counts = new Float64Array(nStates);
  for (const s of entered) counts[s] += 1;
  return counts;
}

function livingMass({ size, support, mass }: ChainState, { terminal }: Mdp): number {
  let living = 0;
  for (let i = 0; i < size; i++) if (terminal[support[i]] === 0) living += mass[support[i]];
  return living;
}
