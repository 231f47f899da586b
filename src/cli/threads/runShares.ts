import type { Progress } from '../../core/progress.js';
import type { JobName, ResultOf, TaskOf } from './jobs.js';
import type { Share } from './share.js';

export interface RunSharesOptions {
  /** At least 1; no more start than there are shares. */
  readonly threads: number;
  readonly progress?: Progress | undefined;
}

/**
 * Has the shares of a task done by threads, each by whichever is free.
 *
 * Shares are handed out in order, and after an error no more: all before it have then been begun, and are waited for. So
 * the first error of all is found, whatever the number of threads.
 *
 * @returns the results, in the order of the shares
 * @throws the error of the first share that has one
 */
export async function runShares<Name extends JobName>(
  job: Name,
  task: TaskOf<Name>,
  shares: readonly Share[],
  { threads, progress }: RunSharesOptions,
): Promise<ResultOf<Name>[]> {
  const results = new Array<ResultOf<Name>>(shares.length);
  const faults = new Map<number, unknown>();
  const atOnce = Math.min(threads, shares.length);
  // Loaded here, as most runs have no use for it.
  const { threadPool } = await import('./threadPool.js');
  const pool = threadPool(job, task, Math.max(1, atOnce));
  let [begun, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (begun < shares.length && faults.size === 0) {
      const at = begun++;
      try {
        results[at] = await pool.run(shares[at]);
        progress?.(++done, shares.length);
      } catch (error) {
        faults.set(at, error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work)).finally(() => pool.close());
  if (faults.size > 0) throw faults.get(Math.min(...faults.keys()));
  return results;
}
