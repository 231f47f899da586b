import { entryRewards } from '../mdp/entryRewards.js';
import { type Env, abstractionBetween } from '../mdp/env.js';
import { listedParts } from '../mdp/parts/listedParts.js';
import type { FitSpace } from './fitSpace.js';

/**
 * All that an environment tells of the states of a log and of the model that is to be fitted to it.
 *
 * @param from space of the log
 * @param to space of the model, the same or a coarser one
 * @throws ArgumentError if a name is unknown or `to` is finer than `from`
 *
 * @example
 * const env = createEnv('triage');
 * fitSpaceOf(env, 'full', 'full').actionLabels // ['wait', 'treat']
 */
export function fitSpaceOf(env: Env, from: string, to: string): FitSpace {
  const actionParts = listedParts(env);
  return {
    abstraction: abstractionBetween(env, from, to),
    outcomes: env.outcomes,
    actionLabels: Array.from({ length: env.nActions }, (_, a) => env.actionLabel(a)),
    ...(actionParts && { actionParts }),
    entryReward: entryRewards(env, to),
  };
}
