import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { alignNames } from '../../trajectories/align/alignNames.js';
import { besideFloor } from './besideFloor.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { type LoadedLog, envOf } from './loadLog.js';

/**
 * A log in the states of a model: projected, with ends as the model was fitted with them, and names as the model
 * numbers them.
 *
 * @throws ArgumentError if log and model come from different environments, or the log's space cannot be mapped
 */
export function inModelSpace({ log, env }: LoadedLog, mdp: Mdp): Trajectories {
  const { env: modelEnv, space, absorption } = mdp.source;
  const logEnv = env?.name ?? log.source.env;
  if (logEnv !== undefined && modelEnv !== undefined && logEnv !== modelEnv)
    throw new ArgumentError(`the log must come from the model's environment '${modelEnv}', got '${logEnv}'`);
  const known = env ?? envOf(mdp.source);
  // A log that names no space is taken to be in the model's states; their number is checked in use.
  if (space === undefined || log.source.space === undefined || log.source.space === space)
    return besideFloor(alignNames(log, mdp), mdp);
  if (mdp.source.features && log.source.features)
    throw new ArgumentError(
      `the log's states must be those of the model, '${space}', got '${log.source.space}' - read the log by the model's centres: give the model's file with --states`,
    );
  if (known === undefined)
    throw new ArgumentError(
      `the log must be over the model's space '${space}', got '${log.source.space}' - fit the model to a log of the same space`,
    );
  return besideFloor(projectTrajectories(log, known, space, absorption), mdp);
}
