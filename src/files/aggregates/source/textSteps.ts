import { memorySource } from '../../../aggregates/source/memorySource.js';
import { readTrajectories } from '../../trajectories/readTrajectories.js';
import type { StepFile } from './stepFile.js';

/** A log in any other format: read at once, as it is not known where it can be cut. */
export async function textSteps(path: string): Promise<StepFile> {
  const log = await readTrajectories(path);
  const steps = memorySource(log, path);
  const { nStates, nActions, source, hasPropensity } = steps;
  return { nStates, nActions, source, hasPropensity, pieces: [log.state.length], chunks: () => steps.chunks() };
}
