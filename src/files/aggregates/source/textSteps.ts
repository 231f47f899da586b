import { memorySource } from '../../../aggregates/source/memorySource.js';
import { readTrajectories } from '../../trajectories/readTrajectories.js';
import type { StepFile, StepFileOptions } from './stepFile.js';

/** A log in any other format: read at once, as it is not known where it can be cut. */
export async function textSteps(
  path: string,
  { columns, nStates: states, nActions: actions }: StepFileOptions = {},
): Promise<StepFile> {
  const log = await readTrajectories(path, {
    ...(columns && { columns }),
    ...(states !== undefined && { nStates: states }),
    ...(actions !== undefined && { nActions: actions }),
  });
  const steps = memorySource(log, path);
  const { nStates, nActions, source, hasPropensity } = steps;
  return {
    nStates,
    nActions,
    source,
    hasPropensity,
    pieces: [log.state.length],
    open: () => Promise.resolve({ chunks: () => steps.chunks() }),
  };
}
