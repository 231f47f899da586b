import { DataError } from '../../core/errors.js';
import { IdSet } from './idSet.js';
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
  const [states, actions] = [new IdSet(), new IdSet()];
  if (!given.states && log.nStates > SMALL) for (const column of [log.state, log.nextState]) states.addAll(column);
  if (!given.actions && log.nActions > SMALL) actions.addAll(log.action);
  checkSurveyedSizes(where, log, given, { states, actions });
}

/** As `checkSizes`, of a log whose ids are known. */
export function checkSurveyedSizes(
  where: string,
  { nStates, nActions }: Pick<Trajectories, 'nStates' | 'nActions'>,
  given: GivenSizes,
  ids: { readonly states: IdSet; readonly actions: IdSet },
): void {
  if (!given.states) checkIds(where, 'state', nStates, ids.states);
  if (!given.actions) checkIds(where, 'action', nActions, ids.actions);
  if (nStates * nActions > MOST_PAIRS)
    throw new DataError(
      `${where}: states times actions must be at most ${MOST_PAIRS}, got ${nStates} × ${nActions} - number those that occur, by --number-states or --number-actions`,
    );
}

function checkIds(where: string, what: 'state' | 'action', count: number, ids: IdSet): void {
  if (count <= SMALL || ids.size * SPARSE >= count) return;
  throw new DataError(
    `${where}: ids of ${what}s must lie close together, got ${ids.size} that span ${count} numbers (0 to ${count - 1}) - number them by --number-${what}s, or give their number by --${what}s`,
  );
}
