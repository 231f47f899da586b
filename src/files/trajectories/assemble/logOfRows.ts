import type { Trajectories } from '../../../trajectories/trajectories.js';
import type { ReadSteps } from '../rows/readSteps.js';
import { logOfPiece } from './logOfPiece.js';
import { logPiece } from './logPiece.js';
import { type LogOfRowsOptions, LogSurvey } from './logSurvey.js';

/**
 * The log that rows are: put together, numbered, and with its ends where they are.
 *
 * @param file opens the messages of errors
 * @param sentences what was made of the rows, to be said
 * @throws DataError with the line of what is wrong
 *
 * Cost O(steps).
 */
export function logOfRows(
  file: string,
  steps: ReadSteps,
  sentences: readonly string[],
  options: LogOfRowsOptions,
): Trajectories {
  const piece = logPiece(file, steps, options.missingEnds);
  const survey = new LogSurvey(file, options);
  survey.add(piece);
  const whole = survey.finish(steps);
  for (const sentence of [...sentences, ...(whole.ends?.said ?? [])]) options.say(sentence);
  return logOfPiece(file, piece, whole);
}
