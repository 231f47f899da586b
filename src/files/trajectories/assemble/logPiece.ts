import { DataError } from '../../../core/errors.js';
import { NO_STATE } from '../../../trajectories/align/noState.js';
import { type AssembledSteps, assembleTrajectories } from '../rows/assembleTrajectories.js';
import { NO_OUTCOME } from '../rows/names/outcomeNames.js';
import { placeIn } from '../rows/rowUnit.js';
import { type ReadSteps, TERMINATED, TRUNCATED } from '../rows/readSteps.js';

/** Whole episodes of a log, put together, by the places of ids and outcomes. */
export interface LogPiece extends AssembledSteps {
  readonly steps: ReadSteps;
  /** Shape (n). */
  readonly terminated: Uint8Array;
  /** Shape (n): the place of the outcome that each run enters, or `NO_OUTCOME`; undefined without a column of them. */
  readonly entered: Int32Array | undefined;
}

/**
 * @param file opens the messages of errors
 * @param missingEnds how runs ended where no column says it
 * @param from from where t counts, where that is known from pieces before
 * @throws DataError with the line of what contradicts its episode
 *
 * Cost O(steps).
 */
export function logPiece(
  file: string,
  steps: ReadSteps,
  missingEnds: 'terminated' | 'truncated' | undefined,
  from?: 0 | 1,
): LogPiece {
  const assembled = assembleTrajectories(file, steps, from);
  const { flags, outcome, nextState, ordered } = assembled;
  const { columns } = steps;
  const terminated = flags.map((flag) => {
    if (columns.terminated === undefined) return Number(missingEnds === 'terminated' && (flag & TRUNCATED) === 0);
    // Where both are set the process ended, unless the column says of every end that it is one.
    return Number((flag & TERMINATED) !== 0 && !(columns.done && (flag & TRUNCATED) !== 0));
  });
  const entered = outcome?.map((place, e) => {
    const cut = (flags[e] & TRUNCATED) !== 0 || (columns.terminated !== undefined && terminated[e] === 0);
    if (cut || (place === NO_OUTCOME && (missingEnds !== undefined || columns.terminated !== undefined)))
      return NO_OUTCOME;
    if (place === NO_OUTCOME) failNoOutcome(file, steps, ordered.order, ordered.episodeStart, e);
    // What the log holds as the next state is not where the run ends.
    nextState[ordered.episodeStart[e + 1] - 1] = NO_STATE;
    return place;
  });
  return { ...assembled, steps, terminated, entered };
}

function failNoOutcome(
  file: string,
  { line, unit, episodes }: ReadSteps,
  order: Uint32Array | undefined,
  episodeStart: Uint32Array,
  e: number,
): never {
  const last = episodeStart[e + 1] - 1;
  throw new DataError(
    `${placeIn(file, unit, line.at(order ? order[last] : last))}: episode '${episodes.nameOf(e)}' must have an outcome in its last row, got none - give it one, or say --ends truncated if runs without one are cut off`,
  );
}
