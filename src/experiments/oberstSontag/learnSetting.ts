import { type Env, abstractionBetween } from '../../mdp/env.js';
import { type Fit, fit } from '../../fit/fit.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { OberstSontagSpecification, Setting } from './oberstSontagSpecification.js';

/** A log in the space of a setting, and what was fitted to it. */
export interface Learned extends Fit {
  readonly log: Trajectories;
}

/**
 * Brings a log into the space of a setting and fits the model over it.
 *
 * @param recorded log as recorded, with its hidden part
 */
export function learnSetting(
  recorded: Trajectories,
  env: Env,
  { space, absorption }: Setting,
  { unseen }: OberstSontagSpecification,
): Learned {
  const log = projectTrajectories(recorded, env, space, absorption);
  const spaces = env.spaces.map(({ name }) => name);
  const finer = spaces.indexOf(space) < spaces.indexOf(env.recorded);
  // Over a coarser space the fit itself decides how ends get into it.
  const [source, from] = finer ? [log, space] : [recorded, env.recorded];
  const abstraction = abstractionBetween(env, from, space);
  return { log, ...fit(source, { abstraction, outcomes: env.outcomes }, { absorption, unseen }) };
}
