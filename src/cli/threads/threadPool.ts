import { Piscina } from 'piscina';
import { ArgumentError } from '../../core/errors.js';
import { type Answer, resultOf } from './answer.js';
import type { JobName, ResultOf, TaskOf } from './jobs.js';
import type { Share } from './share.js';
import type { ThreadData } from './threadWorker.js';

/** Threads that are ready for the shares of one task. */
export interface ThreadPool<Result> {
  readonly run: (share: Share) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/**
 * Starts threads for a task.
 *
 * @param threads at least 1
 */
export function threadPool<Name extends JobName>(
  job: Name,
  task: TaskOf<Name>,
  threads: number,
): ThreadPool<ResultOf<Name>> {
  const pool = new Piscina({
    filename: new URL('./threadWorker.js', import.meta.url).href,
    name: 'runShare',
    minThreads: threads,
    maxThreads: threads,
    workerData: { job, task } satisfies ThreadData<Name>,
  });
  return {
    async run(share) {
      const answer = (await pool.run(share).catch((error: unknown) => {
        throw isOutOfMemory(error)
          ? new ArgumentError(
              `--threads: each thread must have room for the model and for rows of its own, got too little memory for ${threads} - take fewer`,
            )
          : error;
      })) as Answer<ResultOf<Name>>;
      return resultOf(answer);
    },
    close: () => pool.destroy(),
  };
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
