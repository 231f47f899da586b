import { Piscina } from 'piscina';
import { ArgumentError, DataError, NumericalError } from '../../core/errors.js';
import type { TrialAnswer, TrialTask } from './trialWorker.js';

/** Threads that run trials. */
export interface TrialPool {
  run(task: TrialTask): Promise<object>;
  close(): Promise<void>;
}

const classes = { ArgumentError, DataError, NumericalError };

/**
 * Starts a thread for each trial that is to run at once, up to `threads`; they load what they need when they start.
 *
 * @param threads at least 1
 */
export function trialPool(threads: number): TrialPool {
  const pool = new Piscina({
    filename: new URL('./trialWorker.js', import.meta.url).href,
    name: 'runTrial',
    minThreads: 1,
    maxThreads: threads,
    // A thread that has loaded tfjs is worth keeping.
    idleTimeout: Infinity,
  });
  return {
    async run(task) {
      const answer = (await pool.run(task)) as TrialAnswer;
      if ('fault' in answer) throw new classes[answer.fault](answer.message);
      return answer.result;
    },
    close: () => pool.destroy(),
  };
}
