import type { Mdp } from '../../mdp/mdp.js';
import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import { boundEpisodes, boundedLog } from '../intervals/boundedLog.js';
import type { BoundedLog } from '../intervals/plainExtremes.js';
import type { CounterfactualOptions } from './counterfactualOptions.js';

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
 * K under others, by which bounds of distinct rows are computed once as far as `rowBytes` go.
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
  return boundsUnder(trajectories, model, acting, [assumption], options)[0];
}

/**
 * `counterfactualBounds` under several assumptions, which share what they have in common.
 *
 * @returns by assumption
 */
export function boundsUnder(
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  assumptions: readonly Assumption[],
  options: CounterfactualOptions = {},
): readonly CounterfactualBounds[] {
  const log = boundedLog(trajectories, model, acting, assumptions, options);
  const ends = new Float64Array(trajectories.nEpisodes * assumptions.length * 2);
  boundEpisodes(log, ends)(0, trajectories.nEpisodes, options.progress);
  return boundsOf(log, ends);
}

/** The bounds that are written once all episodes are bounded, by assumption. */
export function boundsOf(
  { trajectories: { nEpisodes: n }, assumptions, horizon, discount }: BoundedLog,
  ends: Float64Array,
): readonly CounterfactualBounds[] {
  const width = 2 * assumptions.length;
  const mean = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0) / n;
  return assumptions.map(({ name }, i) => {
    const [lower, upper] = [2 * i, 2 * i + 1].map((c) =>
      Float64Array.from({ length: n }, (_, e) => ends[e * width + c]),
    );
    return {
      ...{ assumption: name, nEpisodes: n, horizon, discount, lower, upper },
      ...{ meanLower: mean(lower), meanUpper: mean(upper) },
    };
  });
}
