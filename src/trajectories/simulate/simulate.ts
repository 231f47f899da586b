import { ArgumentError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { Rng } from '../../core/random/rng.js';
import { checkPolicyDefined } from '../../mdp/checkPolicyActs.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicy, checkSteps } from '../../mdp/overTime/checkPolicyOverTime.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { envProcess } from './envProcess.js';
import { mdpProcess } from './mdpProcess.js';
import type { SimulatedProcess } from './simulatedProcess.js';
import type { Trajectories } from '../trajectories.js';
import { TrajectoriesBuilder } from '../trajectoriesBuilder.js';

export interface SimulateOptions {
  /** Number of episodes, an integer ≥ 1. */
  readonly episodes: number;
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
  readonly progress?: Progress;
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
  const { episodes, horizon, steps = 'env' } = options;
  for (const [name, value] of Object.entries({ episodes, horizon })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new ArgumentError(`simulate: ${name} must be an integer ≥ 1, got ${value}`);
  }
  checkMarkovPolicy(policy, 'simulate: policy');
  checkSteps('simulate', policy, horizon);
  const simulated = 'step' in process ? envProcess(process, policy, steps) : mdpProcess(process, policy, horizon);
  return runEpisodes(rng, simulated, options);
}

function runEpisodes(
  rng: Rng,
  process: SimulatedProcess,
  { episodes, horizon, propensities = 'taken', progress }: SimulateOptions,
): Trajectories {
  const { nActions, ends, recorded, hidden } = process;
  const { policy } = process;
  const { nStates, probability, undefinedRows } = policy;
  // Rows of a policy over time from one step to the next.
  const perStep = isOverTime(policy) ? nStates : 0;
  const builder = new TrajectoriesBuilder({
    nStates: process.nRecorded,
    nActions,
    propensities,
    hidden: hidden !== undefined,
    source: { ...process.source, horizon },
  });
  const reportEvery = Math.ceil(episodes / 100);
  let { state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail();
  for (let e = 0; e < episodes; e++) {
    const stream = rng.fork('simulate', e);
    let s = process.initial(stream);
    const left = hidden?.(s);
    let written = at;
    let t = 0;
    do {
      if (at === end) {
        builder.advance(at - written);
        ({ state, action, reward, nextState, propensity, propensities: chances, at, end } = builder.tail());
        written = at;
      }
      if (undefinedRows?.[t * perStep + s] === 1)
        checkPolicyDefined(
          'simulate',
          policyAtStep(policy, t),
          [s],
          `which a run reaches${perStep > 0 ? ` at step ${t}` : ''}`,
        );
      const transition = process.draw(stream, s, t);
      const a = process.actionOf(transition);
      const sNext = process.nextStateOf(transition);
      state[at] = recorded[s];
      action[at] = a;
      reward[at] = process.rewardOf(s, transition);
      nextState[at] = recorded[sNext];
      const row = (t * perStep + s) * nActions;
      if (propensity) propensity[at] = probability[row + a];
      if (chances) for (let k = 0; k < nActions; k++) chances[at * nActions + k] = probability[row + k];
      s = sNext;
      at++;
      t++;
    } while (ends[s] === 0 && t < horizon);
    builder.advance(at - written);
    builder.endEpisode(ends[s] !== 0, left);
    if (progress && ((e + 1) % reportEvery === 0 || e + 1 === episodes)) progress(e + 1, episodes);
  }
  return builder.finish();
}
