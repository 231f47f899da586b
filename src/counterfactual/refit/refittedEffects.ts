import { ArgumentError } from '../../core/errors.js';
import { drawIndex } from '../../core/random/drawIndex.js';
import type { Rng } from '../../core/random/rng.js';
import { quantile } from '../../core/statistics/quantile.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { evaluateCounterfactual } from '../evaluate/evaluateCounterfactual.js';
import { dirichletRows } from './dirichletRows.js';

/** A model that could have been fitted, and the patients of the log that could have been drawn with it. */
export interface ModelDraw {
  readonly mdp: Mdp;
  /** Indices of episodes of the log, with repeats. */
  readonly episodes: ArrayLike<number>;
}

export interface RefitOptions extends CounterfactualOptions {
  /** Models to draw, an integer ≥ 2; default 200. */
  readonly replicates?: number;
  /** Two-sided level of the intervals, in (0, 1); default 0.95. */
  readonly level?: number;
}

/** Percentile intervals of effects, with the model drawn anew. */
export interface RefittedEffects {
  readonly replicates: number;
  readonly level: number;
  /** Shape (n): of each episode's effect. */
  readonly lower: Float64Array;
  /** As `lower`. */
  readonly upper: Float64Array;
  /** Of the mean effect, over models and patients drawn together. */
  readonly mean: { readonly lower: number; readonly upper: number };
}

/**
 * How far effects move if the model had been fitted to other patients: every episode of the log evaluated again in models
 * drawn anew, and quantiles over those.
 *
 * Each patient keeps what was observed; a transition that a drawn model lacks is dealt with by `unmodelled`. Policy and
 * mechanism stay as they are, also where they were learned from the log. So an interval says how the luck of the data
 * moves the answer, and neither how wrong the mechanism may be nor what states hide; and what no case of the log shows
 * no draw shows, which makes intervals too narrow where rows have few cases.
 *
 * @param draw see `resampledModels` and `dirichletModels`
 * @throws ArgumentError on replicates or a level out of bounds, and as `evaluateCounterfactual` and `draw`
 *
 * Cost: `replicates` times that of `evaluateCounterfactual` and of a draw; memory replicates × n.
 *
 * @example
 * const world = createEnv('triage').exactModel!();
 * const log = simulate(createRng(1), world, uniform(4, 2), { episodes: 40, horizon: 1 });
 * const { mdp } = fit(log, undefined);
 * const draw = dirichletModels(mdp, log.nEpisodes);
 * const mechanism = completeMechanism(gumbelMax());
 * const { lower } = refittedEffects(createRng(2), log, tabular([1, 0, 0, 0], 2), mechanism, draw, { replicates: 20 });
 * lower.length // 40
 */
export function refittedEffects(
  rng: Rng,
  trajectories: Trajectories,
  acting: Acting,
  mechanism: CompleteMechanism,
  draw: (rng: Rng) => ModelDraw,
  options: RefitOptions = {},
): RefittedEffects {
  const { replicates = 200, level = 0.95, progress, ...evaluating } = options;
  if (!(Number.isInteger(replicates) && replicates >= 2))
    throw new ArgumentError(`refittedEffects: replicates must be an integer ≥ 2, got ${replicates}`);
  if (!(level > 0 && level < 1)) throw new ArgumentError(`refittedEffects: level must be in (0, 1), got ${level}`);
  const n = trajectories.nEpisodes;
  const effects = new Float64Array(n * replicates);
  const means = new Float64Array(replicates);
  for (let b = 0; b < replicates; b++) {
    const { mdp, episodes } = draw(rng.fork('refit', b));
    const { effect } = evaluateCounterfactual(trajectories, mdp, acting, mechanism, evaluating);
    effect.forEach((value, e) => (effects[e * replicates + b] = value));
    for (let i = 0; i < episodes.length; i++) means[b] += effect[episodes[i]] / episodes.length;
    progress?.(b + 1, replicates);
  }
  const ends = (values: Float64Array): { readonly lower: number; readonly upper: number } => {
    values.sort();
    return { lower: quantile(values, (1 - level) / 2), upper: quantile(values, (1 + level) / 2) };
  };
  const each = Array.from({ length: n }, (_, e) => ends(effects.subarray(e * replicates, (e + 1) * replicates)));
  return {
    replicates,
    level,
    lower: Float64Array.from(each, ({ lower }) => lower),
    upper: Float64Array.from(each, ({ upper }) => upper),
    mean: ends(means),
  };
}

/**
 * Models fitted to resamples of a log, with the patients of the resample.
 *
 * @param nEpisodes of the log
 * @param refit the model of these episodes: see `refitter`
 */
export function resampledModels(nEpisodes: number, refit: (episodes: Uint32Array) => Mdp): (rng: Rng) => ModelDraw {
  return (rng) => {
    const episodes = resample(rng, nEpisodes);
    return { mdp: refit(episodes), episodes };
  };
}

/**
 * Models with rows drawn from what the cases leave open, and patients drawn by themselves: also for a log that the model
 * was not fitted to. See `dirichletRows`.
 */
export function dirichletModels(mdp: Mdp, nEpisodes: number): (rng: Rng) => ModelDraw {
  return (rng) => ({ mdp: dirichletRows(rng.fork('rows'), mdp), episodes: resample(rng.fork('patients'), nEpisodes) });
}

function resample(rng: Rng, n: number): Uint32Array {
  return Uint32Array.from({ length: n }, () => drawIndex(rng, n));
}
