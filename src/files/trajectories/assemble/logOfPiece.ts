import { DataError } from '../../../core/errors.js';
import { enterEnds } from '../../../trajectories/align/enterEnds.js';
import { NO_STATE } from '../../../trajectories/align/noState.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import { NO_OUTCOME } from '../rows/names/outcomeNames.js';
import type { LogPiece } from './logPiece.js';
import type { WholeLog } from './logSurvey.js';

/**
 * The log that a piece is, by what holds for the whole. The columns of the piece are spent.
 *
 * @param file opens the messages of errors
 * @throws DataError if an end is missing in states that are known, or a run stops in a named end
 *
 * Cost O(episodes), or O(steps) where ids are numbered.
 */
export function logOfPiece(file: string, piece: LogPiece, whole: WholeLog): Trajectories {
  const { steps, ordered, reward, propensity, propensities, hidden, entered } = piece;
  const { nStates, nActions, source, ends, outcomes } = whole;
  const { episodes, nEpisodes } = steps;
  const log: Trajectories = {
    ...{ nEpisodes, nStates, nActions },
    episodeStart: ordered.episodeStart,
    state: renumbered(piece.state, whole.states),
    action: renumbered(piece.action, whole.actions),
    reward,
    nextState: renumbered(piece.nextState, whole.states),
    terminated: piece.terminated,
    ...(propensity && { propensity }),
    ...(propensities && { propensities }),
    ...(hidden && { hidden }),
    ...(!(episodes.areNumbers && episodes.size === nEpisodes) && { episodeId: episodes.all().slice(0, nEpisodes) }),
    source,
  };
  if (!ends) return checkEndStates(file, log);
  const index = outcomes && entered?.map((place) => (place === NO_OUTCOME ? NO_OUTCOME : outcomes[place]));
  return enterEnds(file, log, ends, index);
}

/** In place. */
function renumbered(column: Int32Array, numbers: Int32Array | undefined): Int32Array {
  if (numbers) for (let i = 0; i < column.length; i++) if (column[i] >= 0) column[i] = numbers[column[i]];
  return column;
}

/** In states that are known, an end is one of them. */
function checkEndStates(file: string, log: Trajectories): Trajectories {
  const { nEpisodes, episodeStart, nextState, episodeId, source } = log;
  for (let e = 0; e < nEpisodes; e++)
    if (nextState[episodeStart[e + 1] - 1] === NO_STATE)
      throw new DataError(
        `${file}: episode '${episodeId?.[e] ?? e}': next_state must be there after the last step, got none - name the state ${source.env === undefined ? '' : `of env ${source.env} `}that it came to`,
      );
  return log;
}
