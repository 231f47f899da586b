import type { StepSource, StepChunk } from '../../src/aggregates/source/stepSource.js';
import { memorySource } from '../../src/aggregates/source/memorySource.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** A log whose chunks begin and end at these rows, whatever episodes they cut. */
export function rechunked(log: Trajectories, cuts: readonly number[]): StepSource {
  const source = memorySource(log);
  const steps = log.state.length;
  const bounds = [...new Set([0, ...cuts.map((cut) => cut % (steps + 1)), steps])].sort((a, b) => a - b);
  return {
    ...source,
    async *chunks() {
      for await (const chunk of source.chunks())
        for (let k = 0; k + 1 < bounds.length; k++) yield rowsOf(chunk, bounds[k], bounds[k + 1]);
    },
  };
}

/** Rows first to end − 1 of a chunk that holds a whole log. */
export function rowsOf(chunk: StepChunk, first: number, end: number): StepChunk {
  const runs = chunk.names
    .map((name, k) => ({ name, from: Math.max(first, chunk.start[k]), to: Math.min(end, chunk.start[k + 1]) }))
    .filter(({ from, to }) => from < to);
  const { propensity } = chunk;
  return {
    file: chunk.file,
    names: runs.map((run) => run.name),
    start: [...runs.map((run) => run.from - first), end - first],
    t: chunk.t.subarray(first, end),
    state: chunk.state.subarray(first, end),
    action: chunk.action.subarray(first, end),
    reward: chunk.reward.subarray(first, end),
    nextState: chunk.nextState.subarray(first, end),
    terminated: chunk.terminated.subarray(first, end),
    ...(propensity && { propensity: propensity.subarray(first, end) }),
  };
}
