import { ArgumentError } from '../../core/errors.js';
import type { Env } from '../../mdp/env.js';
import type { Mdp } from '../../mdp/mdp.js';

/** @throws ArgumentError if the environment has no exact model */
export function exactModel(env: Env): Mdp {
  if (env.exactModel) return env.exactModel();
  throw new ArgumentError(`env ${env.name}: an exact model is needed, but it has none - simulate and fit one instead`);
}
