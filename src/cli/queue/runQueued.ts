import type { Redis } from 'ioredis';
import { setTimeout as wait } from 'node:timers/promises';
import type { Progress } from '../../core/progress.js';
import type { TrialRun } from '../reproduce/runTrials.js';
import type { TrialStore } from '../reproduce/trialStore.js';
import { warn } from '../say.js';
import { missingTrials } from './missingTrials.js';
import { oneAtATime } from './oneAtATime.js';
import { type QueuePlan, trialsById, writePlan } from './queuePlan.js';
import { checkTrialFault, removeTrialFault } from './trialFault.js';
import { trialQueue } from './trialQueue.js';

/** Milliseconds between two looks into the folder. */
const POLL = 500;

export interface QueuedRun {
  /** Stays the caller's. */
  readonly client: Redis;
  /** The folder that is shared with the workers. */
  readonly folder: string;
  readonly plan: Omit<QueuePlan, 'queue'>;
  readonly store: TrialStore;
  readonly progress?: Progress | undefined;
}

/**
 * Has workers run trials: puts the names of those that are missing into a queue, and waits until all are in the folder.
 *
 * Only the folder counts. Names that Redis lost are added again; while it is away, what workers have begun still
 * arrives.
 *
 * @throws the error of a trial that cannot be run, after those that wait were taken out of the queue
 */
export async function runQueued({ client, folder, plan, store, progress }: QueuedRun): Promise<TrialRun> {
  const { trials } = plan;
  const missing = await missingTrials(trials, store);
  const reused = trials.length - (await missing.look()).length;
  if (reused < trials.length) await awaitWorkers();
  const results = await store.read(trials);
  return { finished: trials.map((trial, i) => ({ trial, result: results[i]! })), reused };

  async function awaitWorkers(): Promise<void> {
    await removeTrialFault(folder);
    const { queue: name } = await writePlan(folder, plan);
    const queue = await trialQueue(client, name);
    const ids = new Map(Array.from(trialsById(plan), ([id, trial]) => [trial, id]));
    let left = await missing.look();
    const held = oneAtATime(POLL, queue.held);
    const add = oneAtATime(POLL, () => queue.add(left.map((trial) => ids.get(trial)!)));
    try {
      for (;;) {
        // First this: what ends between the two is then held, or in the folder.
        const waiting = await held().catch(lost);
        left = await missing.look();
        progress?.(trials.length - left.length, trials.length);
        if (left.length === 0) break;
        await checkTrialFault(folder);
        if (waiting !== undefined && waiting < left.length) await add().catch(lost);
        await wait(POLL);
      }
    } catch (error) {
      await oneAtATime(POLL, queue.drain)().catch(lost);
      throw error;
    }
    // What is left there is no more than names.
    await oneAtATime(POLL, queue.remove)().catch(() => undefined);
  }
}

function lost(error: unknown): undefined {
  warn(`Redis does not do what it is asked (${(error as Error).message}); trying again`);
}
