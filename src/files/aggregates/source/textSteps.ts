import { memorySource } from '../../../aggregates/source/memorySource.js';
import { readTrajectories } from '../../trajectories/readTrajectories.js';
import type { StepFile, StepFileOptions } from './stepFile.js';

/**
 * A log in any other format: read at once, as it is not known where it can be cut, a first time to know what it is of.
 * One file is held at a time.
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
