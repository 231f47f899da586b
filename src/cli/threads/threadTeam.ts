import type { Threads } from '../arguments/threads.js';
import type { JobName, ResultOf, TaskOf } from './jobs.js';
import { runShares } from './runShares.js';
import type { Share } from './share.js';
import type { ThreadPool } from './threadPool.js';

/** This thread and those that it may start, at one task. */
export interface ThreadTeam<Result> {
  /**
   * Has shares done: the same whoever does them.
   *
   * @param told how many of them are done
   * @returns the results, in the order of the shares
   * @throws the error of the first share that has one
   */
  share(shares: readonly Share[], told: (done: number) => void): Promise<Result[]>;
  /** Ends the threads that were started. */
  close(): Promise<void>;
}

export interface TeamTask<Name extends JobName> {
  readonly threads: Threads;
  /** Makes ready to do shares in this thread. */
  readonly here: () => (share: Share) => ResultOf<Name>;
  /** What goes to the threads, asked for once they are to start. */
  readonly elsewhere: (threads: number) => TaskOf<Name>;
}

/** Milliseconds of work in this thread, before others are thought of. */
const TRIED = 1000;
/** Milliseconds of work that must be left for others to pay: they have to load the program first. */
const WORTH = 1500;

/**
 * A team that begins in this thread, unless others are to start at once, and starts them when it shows that they pay.
 * No figure depends on when that is.
 */
export function threadTeam<Name extends JobName>(
  job: Name,
  { threads: { most, atOnce }, here, elsewhere }: TeamTask<Name>,
): ThreadTeam<ResultOf<Name>> {
  let mine: ReturnType<typeof here> | undefined;
  let pool: ThreadPool<ResultOf<Name>> | undefined;
  /** All of the shares, or as many as are done before others pay. */
  const doneHere = (shares: readonly Share[], told: (done: number) => void): ResultOf<Name>[] => {
    mine ??= here();
    const results: ResultOf<Name>[] = [];
    const started = performance.now();
    for (const share of shares) {
      const taken = performance.now() - started;
      const left = (taken / results.length) * (shares.length - results.length);
      if (most > 1 && taken > TRIED && left > WORTH) break;
      told(results.push(mine(share)));
    }
    return results;
  };
  return {
    async share(shares, told) {
      const alone = most === 1 || (!atOnce && !pool);
      const done = alone ? doneHere(shares, told) : [];
      const left = shares.slice(done.length);
      if (left.length === 0) return done;
      // What this thread has kept of rows is needed no more.
      mine = undefined;
      const threads = Math.min(most, left.length);
      // Loaded here, as most runs have no use for it.
      pool ??= (await import('./threadPool.js')).threadPool(job, elsewhere(threads), threads);
      const { run } = pool;
      const rest = await runShares(left, run, threads, (further) => {
        told(done.length + further);
      });
      return [...done, ...rest];
    },
    async close() {
      await pool?.close();
    },
  };
}
