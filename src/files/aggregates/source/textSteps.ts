import { memorySource } from '../../../aggregates/source/memorySource.js';
import type { StepChunk } from '../../../aggregates/source/stepSource.js';
import { LOG_FORMATS, logFormat } from '../../trajectories/logFormat.js';
import { type LogInPieces, logInPieces } from '../../trajectories/pieces/logInPieces.js';
import { readTrajectories } from '../../trajectories/readTrajectories.js';
import type { StepFile, StepFileOptions } from './stepFile.js';

/**
 * A log as text, packed or not, of which some megabytes are held at a time; the rows of an episode must be adjacent. A
 * file of ours is read once, any other a first time to know what it is of. Tables of JSON and NumPy's archives are held
 * as a whole.
 */
export async function textSteps(
  path: string,
  { columns, nStates: states, nActions: actions }: StepFileOptions = {},
): Promise<StepFile> {
  const options = {
    ...(columns && { columns }),
    ...(states !== undefined && { nStates: states }),
    ...(actions !== undefined && { nActions: actions }),
  };
  const format = logFormat('readTrajectories', path, undefined, LOG_FORMATS);
  if (format === 'csv' || format === 'jsonl') {
    const log = await logInPieces(path, format, options);
    const { nStates, nActions, source, hasPropensity, nSteps } = log;
    return {
      ...{ nStates, nActions, source, hasPropensity },
      pieces: [nSteps],
      open: () => ({ chunks: () => chunksOf(path, log) }),
    };
  }
  const log = await readTrajectories(path, options);
  const { nStates, nActions, source, hasPropensity } = memorySource(log, path);
  return {
    ...{ nStates, nActions, source, hasPropensity },
    pieces: [log.state.length],
    async open() {
      const steps = memorySource(await readTrajectories(path, options), path);
      return { chunks: () => steps.chunks() };
    },
  };
}

async function* chunksOf(path: string, log: LogInPieces): AsyncGenerator<StepChunk> {
  for await (const piece of log.logs()) yield* memorySource(piece, path).chunks();
}
