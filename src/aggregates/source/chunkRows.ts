import type { StepChunk } from './stepSource.js';

/** Rows first to end − 1 of a chunk; columns are views. */
export function chunkRows(chunk: StepChunk, first: number, end: number): StepChunk {
  const names: string[] = [];
  const start: number[] = [];
  chunk.names.forEach((name, k) => {
    if (chunk.start[k] >= end || chunk.start[k + 1] <= first) return;
    names.push(name);
    start.push(Math.max(0, chunk.start[k] - first));
  });
  const { propensity } = chunk;
  return {
    file: chunk.file,
    names,
    start: [...start, end - first],
    t: chunk.t.subarray(first, end),
    state: chunk.state.subarray(first, end),
    action: chunk.action.subarray(first, end),
    reward: chunk.reward.subarray(first, end),
    nextState: chunk.nextState.subarray(first, end),
    terminated: chunk.terminated.subarray(first, end),
    ...(propensity && { propensity: propensity.subarray(first, end) }),
  };
}
