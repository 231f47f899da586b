import type { TrialPool } from '../../../src/cli/reproduce/trialPool.js';
import { runTrial } from '../../../src/cli/reproduce/trialWorker.js';

/** How many threads each pool was asked for, the latest last. */
export const threadsAsked: number[] = [];

/** In place of the pool of threads, which need the built program: trials run where they are asked for. */
export function trialPool(threads: number): TrialPool {
  threadsAsked.push(threads);
  return {
    async run(task) {
      const answer = await runTrial(task);
      if ('fault' in answer) throw new Error(answer.message);
      return answer.result;
    },
    close: () => Promise.resolve(),
  };
}
