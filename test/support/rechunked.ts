import { chunkRows } from '../../src/aggregates/source/chunkRows.js';
import type { StepSource } from '../../src/aggregates/source/stepSource.js';
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
        for (let k = 0; k + 1 < bounds.length; k++) yield chunkRows(chunk, bounds[k], bounds[k + 1]);
    },
  };
}
