import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { StepChunk, StepSource } from './stepSource.js';

/** Rows of a chunk, about: enough that what is done once a chunk costs nothing. */
const ROWS = 65_536;

/** A log in memory as one that comes in chunks; columns are views where they can be. */
export function memorySource(log: Trajectories, name: string = 'the log'): StepSource {
  const hasPropensity = log.propensity !== undefined || log.propensities !== undefined;
  const { nStates, nActions, source } = log;
  return { name, nStates, nActions, source, hasPropensity, chunks: () => chunksOf(name, log) };
}

function* chunksOf(name: string, log: Trajectories): Generator<StepChunk> {
  for (let e = 0; e < log.nEpisodes;) {
    let end = e + 1;
    while (end < log.nEpisodes && log.episodeStart[end + 1] - log.episodeStart[e] <= ROWS) end++;
    yield chunkOf(log, e, end, name);
    e = end;
  }
}

/** Episodes e to end − 1. */
function chunkOf(log: Trajectories, e: number, end: number, file: string): StepChunk {
  const { episodeStart } = log;
  const [first, last] = [episodeStart[e], episodeStart[end]];
  const t = new Int32Array(last - first);
  const terminated = new Uint8Array(last - first);
  for (let k = e; k < end; k++) {
    for (let i = episodeStart[k]; i < episodeStart[k + 1]; i++) t[i - first] = i - episodeStart[k];
    terminated[episodeStart[k + 1] - 1 - first] = log.terminated[k];
  }
  const propensity = takenPropensity(log, first, last);
  return {
    file,
    names: Array.from({ length: end - e }, (_, k) => episodeName(log, e + k)),
    start: episodeStart.subarray(e, end + 1).map((start) => start - first),
    t,
    state: log.state.subarray(first, last),
    action: log.action.subarray(first, last),
    reward: log.reward.subarray(first, last),
    nextState: log.nextState.subarray(first, last),
    terminated,
    ...(propensity && { propensity }),
  };
}

function takenPropensity(
  { nActions, action, propensity, propensities }: Trajectories,
  first: number,
  last: number,
): Float64Array | undefined {
  if (propensity) return propensity.subarray(first, last);
  if (!propensities) return undefined;
  return Float64Array.from(
    { length: last - first },
    (_, i) => propensities[(first + i) * nActions + action[first + i]],
  );
}
