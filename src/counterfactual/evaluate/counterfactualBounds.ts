import type { Mdp } from '../../mdp/mdp.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import { checkedHorizon } from '../../trajectories/checkedHorizon.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type Acting, goesByStep } from '../acting/acting.js';
import { actingProblem } from '../acting/actingProblem.js';
import { extremesOf } from '../intervals/apart/extremesOf.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { entryCounts } from './counterfactualRun.js';
import type { CounterfactualOptions } from './counterfactualOptions.js';
import { returnMoments } from '../chain/returnMoments.js';

/** How far what would have happened could lie from any one mechanism's answer, one entry an episode. */
export interface CounterfactualBounds {
  /** Name of what is assumed of the mechanism. */
  readonly assumption: string;
  readonly nEpisodes: number;
  readonly horizon: number;
  readonly discount: number;
  /** Shape (n): the least expected counterfactual return, given the episode. */
  readonly lower: Float64Array;
  /** Shape (n): the greatest. */
  readonly upper: Float64Array;
  /** Mean of `lower` over episodes. */
  readonly meanLower: number;
  /** Mean of `upper` over episodes. */
  readonly meanUpper: number;
}

/**
 * Bounds of the expected counterfactual return of each logged episode over all mechanisms that an assumption admits.
 *
 * The counterfactual of an episode is a Markov chain of which the rows CF(. | observed s', (s, a) against (s~, a~)) are
 * only known to lie within bounds, an interval MDP. With n steps observed, backwards from the model's own value of what
 * follows them:
 *
 *     L_t(s~) = sum over a~ of e(a~ | s~) min over admissible rows of sum over s~' of row[s~'] (r(s~, a~, s~') + discount L_{t+1}(s~'))
 *
 * and U with max. If state and action are those observed, so is the next state.
 *
 * Every admissible mechanism's answer lies within. An interval is tight if the mechanism may differ from step to step;
 * the mean of the bounds over episodes is a bound of the mean, but one mechanism for all episodes need not reach it,
 * since its rows for all observed outcomes together must give q. Mechanisms with fresh noise, such as `independent`,
 * break the rule on the observed state and action, and may lie outside.
 *
 * @param trajectories log over the states of `model`
 * @param acting target policy over the same states, or clinicians who follow advice: see `AdvisedClinician`;
 *   or what goes by the step, such as a plan: see `ActsByStep` and `planned`
 * @param assumption see `findAssumption`
 * @throws ArgumentError if sizes, spaces or the horizon do not fit; DataError as `observedModel`
 *
 * Cost: steps × reachable states × K for K entries of a row, mostly, under a policy that does the same at every step; K log
 * K under others. Bounds of distinct rows are computed once as far as `rowBytes` go.
 *
 * Source: Lally, Kazemi & Paoletti, arXiv 2502.13731, for the interval MDP; `stability-all` is ours.
 *
 * @example
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(4, 2), { episodes: 10, horizon: 1 });
 * const { lower, upper } = counterfactualBounds(log, mdp, tabular([1, 0, 0, 0], 2), findAssumption('stability'));
 * [lower.length, upper.length] // [10, 10]
 */
export function counterfactualBounds(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  assumption: Assumption,
  options: CounterfactualOptions = {},
): CounterfactualBounds {
  const { discount = 1, progress } = options;
  const horizon = checkedHorizon('counterfactual', trajectories, options, { endless: !goesByStep(acting) });
  const observed = actingProblem('counterfactual', trajectories, model, acting, options.unmodelled);
  const { mdp } = observed;
  const n = trajectories.nEpisodes;
  const rowBytes = checkedRowBytes(options);
  const after = returnMoments(mdp, observed.policyAfter, horizon, discount, entryCounts(observed, mdp)).mean;
  const extremes = extremesOf({ trajectories, acting, observed, assumption, horizon, discount, after, rowBytes });
  const lower = new Float64Array(n);
  const upper = new Float64Array(n);
  for (let e = 0; e < n; e++) {
    const { least, greatest } = extremes(e);
    lower[e] = least;
    upper[e] = greatest;
    if (e % Math.ceil(n / 100) === 0) progress?.(e, n);
  }
  return {
    assumption: assumption.name,
    nEpisodes: n,
    horizon,
    discount,
    lower,
    upper,
    meanLower: lower.reduce((sum, value) => sum + value, 0) / n,
    meanUpper: upper.reduce((sum, value) => sum + value, 0) / n,
  };
}
