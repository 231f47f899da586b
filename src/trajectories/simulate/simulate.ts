import { ArgumentError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import { type Rng, Xoshiro128 } from '../../core/random/rng.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicy, checkSteps } from '../../mdp/overTime/checkPolicyOverTime.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import { envProcess } from './envProcess.js';
import { mdpProcess } from './mdpProcess.js';
import { runMoves } from './runMoves.js';
import { runTables } from './runTables.js';
import type { Trajectories } from '../trajectories.js';
import { TrajectoriesBuilder } from '../trajectoriesBuilder.js';

export interface SimulateOptions {
  /** Number of episodes, an integer ≥ 1. */
  readonly episodes: number;
  /**
   * Number of the first of them, an integer ≥ 0; default 0. Episodes have the same numbers and steps whether they are
   * drawn in one log or in several.
   */
  readonly firstEpisode?: number | undefined;
  /** Most steps of an episode, an integer ≥ 1. */
  readonly horizon: number;
  /**
   * Behaviour probabilities to log: of the action taken, of all actions (and the one taken), or none; default `taken`.
   */
  readonly propensities?: 'taken' | 'all' | 'none';
  /**
   * How an environment moves: `env` (default) by its own `step`, `tables` by alias tables of its exact model, the same
   * distribution several times as fast. A model always moves by tables.
   */
  readonly steps?: 'env' | 'tables';
  readonly progress?: Progress | undefined;
}

/**
 * Draws episodes of an environment or a model under a policy:
 *
 *     a ~ policy_t(. | s),  s' ~ P(. | s, a),  until s' is an end (`terminated`) or `horizon` steps are done (truncated).
 *
 * @param rng episode e draws from `rng.fork('simulate', e)` alone, so it is the same whatever the number of episodes
 * @param process an environment, logged in its recorded space with what that leaves out as `hidden`; or a model, logged
 *   in its own states
 * @param policy over the model's states, or over any of the environment's spaces; a policy over time for at least as
 *   many steps as the horizon has
 * @throws ArgumentError on options out of bounds, on a policy that does not fit, and on a model that is not well formed
 *
 * Cost O(steps), and O(S·A + nnz) once.
 *
 * @example
 * const mdp = createEnv('chain').exactModel!();
 * simulate(createRng(1), mdp, uniform(mdp.nStates, mdp.nActions), { episodes: 100, horizon: 20 }).nEpisodes // 100
 */
export function simulate(rng: Rng, process: Env | Mdp, policy: MarkovPolicy, options: SimulateOptions): Trajectories {
  const { episodes, firstEpisode = 0, horizon, steps = 'env' } = options;
  for (const [name, value] of Object.entries({ episodes, horizon })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new ArgumentError(`simulate: ${name} must be an integer ≥ 1, got ${value}`);
  }
  if (!(Number.isSafeInteger(firstEpisode + episodes) && Number.isSafeInteger(firstEpisode) && firstEpisode >= 0))
    throw new ArgumentError(`simulate: firstEpisode must be an integer ≥ 0, got ${firstEpisode}`);
  checkMarkovPolicy(policy, 'simulate: policy');
  checkSteps('simulate', policy, horizon);
  const simulated = 'step' in process ? envProcess(process, policy, steps) : mdpProcess(process, policy, horizon);
  const { propensities = 'taken', progress = () => undefined } = options;
  const builder = new TrajectoriesBuilder({
    nStates: simulated.nRecorded,
    nActions: simulated.nActions,
    propensities,
    hidden: simulated.hidden !== undefined,
    source: { ...simulated.source, horizon },
  });
  const streams = rng instanceof Xoshiro128 ? rng.forkStates('simulate') : undefined;
  const run = { episodes, firstEpisode, horizon, progress };
  if (simulated.tables && streams) runTables(streams, { ...simulated, tables: simulated.tables }, builder, run);
  else runMoves((e) => rng.fork('simulate', e), simulated, builder, run);
  const log = builder.finish();
  return firstEpisode === 0
    ? log
    : { ...log, episodeId: Array.from({ length: episodes }, (_, e) => String(firstEpisode + e)) };
}
