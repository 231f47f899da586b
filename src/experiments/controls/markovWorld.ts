import { behaviour } from '../../../policies/behaviour.js';
import { createPolicy } from '../../../policies/registry.js';
import type { Rng } from '../../core/random/rng.js';
import { fit } from '../../fit/fit.js';
import { fitSpaceOf } from '../../fit/fitSpaceOf.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { simulate } from '../../trajectories/simulate/simulate.js';

/** A world like an environment seen coarsely, in which the coarse states hide nothing. */
export interface MarkovWorld {
  /** What follows what, exactly; a policy's true value is its value here. */
  readonly mdp: Mdp;
  /** Who acts there: the physician as his choices look in the coarse states. */
  readonly behaviour: Policy;
}

export interface MarkovWorldOptions {
  /** State space that is to be Markov; default `projected`. */
  readonly space?: string;
  /** Runs of the physician that the world is fitted to; default 20,000. */
  readonly episodes?: number;
  /** Most steps of a run; default 20. */
  readonly horizon?: number;
}

/**
 * The control to every finding about hidden state: the model of a coarse space fitted to a large log of the physician,
 * taken for the world itself and acted on by the behaviour that is estimated from the same log. What goes wrong here
 * is not for want of a state.
 *
 * @param env with an exact model and the space
 */
export function markovWorld(rng: Rng, env: Env, options: MarkovWorldOptions = {}): MarkovWorld {
  const { space = 'projected', episodes = 20_000, horizon = 20 } = options;
  const physician = createPolicy('physician', env.exactModel!());
  const log = simulate(rng, env, physician, { episodes, horizon, steps: 'tables', propensities: 'none' });
  const { mdp, counts } = fit(log, fitSpaceOf(env, env.recorded, space));
  return { mdp: exact(mdp), behaviour: { ...behaviour(counts), space } };
}

/** Without what tells how well a log knows it: the world itself is no estimate. */
function exact(mdp: Mdp): Mdp {
  const world: { -readonly [K in keyof Mdp]: Mdp[K] } = { ...mdp };
  delete world.observed;
  delete world.visits;
  return world;
}
