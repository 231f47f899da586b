import { DataError } from '../../core/errors.js';
import { NO_STATE } from './resolveEnds.js';
import type { Trajectories } from '../trajectories.js';

/** Most pairs of a state and an action that a log may speak of: models and tables hold several numbers for each. */
export const MOST_PAIRS = 100_000_000;

/** Numbers up to which ids may be as far apart as they like: tables of that length cost nothing. */
const SMALL = 100_000;
/** How many times as many numbers as ids there may be beyond. */
const SPARSE = 100;

/** Which sizes of the log were given; the others are the largest id + 1. */
export interface GivenSizes {
  readonly states: boolean;
  readonly actions: boolean;
}

/**
 * Checks, before anything of S or S·A numbers is made, that a log's ids lie close enough together for that.
 *
 * @param where opens the messages of errors: the file
 * @throws DataError that says how many ids there are and how far they go, and what to do
 *
 * Cost O(1), or O(steps) for ids above 100,000.
 */
export function checkSizes(where: string, log: Trajectories, given: GivenSizes): void {
  const { nStates, nActions } = log;
  if (!given.states) checkIds(where, 'state', nStates, [log.state, log.nextState]);
  if (!given.actions) checkIds(where, 'action', nActions, [log.action]);
  if (nStates * nActions > MOST_PAIRS)
    throw new DataError(
      `${where}: states times actions must be at most ${MOST_PAIRS}, got ${nStates} × ${nActions} - number those that occur, by --number-states or --number-actions`,
    );
}

function checkIds(where: string, what: 'state' | 'action', count: number, columns: readonly Int32Array[]): void {
  if (count <= SMALL) return;
  const ids = new Set<number>();
  for (const column of columns)
    for (const id of column) {
      if (id !== NO_STATE) ids.add(id);
      if (ids.size * SPARSE >= count) return;
    }
  throw new DataError(
    `${where}: ids of ${what}s must lie close together, got ${ids.size} that span ${count} numbers (0 to ${count - 1}) - number them by --number-${what}s, or give their number by --${what}s`,
  );
}
