import { type JobName, type ResultOf, type TaskOf, beginJob } from '../../../src/cli/threads/jobs.js';
import type { Share } from '../../../src/cli/threads/share.js';
import type { ThreadPool } from '../../../src/cli/threads/threadPool.js';

/** How many threads each pool was asked for, the latest last. */
export const threadsAsked: number[] = [];

/** In place of the pool of threads, which need the built program: shares are done where they are asked for. */
export function threadPool<Name extends JobName>(
  job: Name,
  task: TaskOf<Name>,
  threads: number,
): ThreadPool<ResultOf<Name>> {
  threadsAsked.push(threads);
  // What cannot go to another thread fails here, too.
  const workers = Array.from({ length: threads }, () => beginJob(job, structuredClone(task)));
  let next = 0;
  return {
    run: async (share: Share) => (await workers[next++ % threads])(share),
    close: () => Promise.resolve(),
  };
}
