import { ArgumentError } from '../../core/errors.js';
import { spaceOf } from '../../mdp/env.js';
import { observedOutcomes } from '../../trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../trajectories/projectTrajectories.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { LoadedLog } from '../input/loadLog.js';

/** A log over the states to test, and how its episodes ended. */
export interface CheckedStates {
  readonly log: Trajectories;
  /** Shape (n): outcomes of the environment; absent without one, where the log's own names of ends tell. */
  readonly ends?: Uint8Array;
}

/**
 * A log in the states that are to be tested. How runs ended is read from the log as it came, as a coarser space may not
 * tell one end from another.
 *
 * @param space its own where undefined
 * @throws ArgumentError for a space of a log without an environment, or one that it cannot be brought to
 */
export function checkedStates({ log, env }: LoadedLog, space: string | undefined): CheckedStates {
  if (!env) {
    if (space === undefined || space === log.source.space) return { log };
    throw new ArgumentError(`the log's environment is needed for --space ${space}, got none - name it with --env`);
  }
  const logged = spaceOf(env, log.source.space ?? env.recorded);
  return {
    log: space === undefined ? log : projectTrajectories(log, env, space),
    ends: observedOutcomes(log, env.outcomes, logged.outcome),
  };
}
