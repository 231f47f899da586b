import type { Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { setTimeout as wait } from 'node:timers/promises';
import type { Trial } from '../../experiments/experiment.js';
import type { TrialStore } from '../reproduce/trialStore.js';
import { say, warn } from '../say.js';
import { loadQueues } from './connectRedis.js';
import { missingTrials } from './missingTrials.js';
import { type QueuePlan, planVersion, trialsById } from './queuePlan.js';
import { checkTrialFault, isTrialFault, writeTrialFault } from './trialFault.js';
import { PREFIX } from './trialQueue.js';

/** Milliseconds between two looks into the folder. */
const POLL = 500;

/** Milliseconds that a worker may be silent before another one takes its trials over, and between two looks for such. */
const SILENCE = { lockDuration: 10_000, stalledInterval: 5000 } as const;

/** Milliseconds that Redis has to answer when a worker leaves: then it is left, and what it thinks of no account. */
const FAREWELL = 2000;

export interface ServedQueue {
  /** Stays the caller's. */
  readonly client: Redis;
  /** The folder that is shared with whoever asked for the run. */
  readonly folder: string;
  readonly plan: QueuePlan;
  readonly store: TrialStore;
  /** Runs one trial, and not in this thread, which must stay free to say to Redis that it is alive. */
  readonly execute: (trial: Trial) => Promise<object>;
  /** At least 1. */
  readonly atOnce: number;
  /** Asks it to end what is under way and to take no more. */
  readonly signal: AbortSignal;
}

/** How a worker came to an end: all trials are in the folder, it was asked to, or the folder has another plan. */
export type Ended = 'done' | 'stopped' | 'replaced';

/**
 * Runs trials of a plan as the queue names them, until all are in the folder.
 *
 * @returns how it ended, and how many trials it ran itself
 * @throws the error of a trial, which ends the run for all; of this machine, such as a full disk: another worker then
 *   takes the trial over
 */
export async function serveQueue(served: ServedQueue): Promise<{ readonly ended: Ended; readonly ran: number }> {
  const { client, folder, plan, store, execute, atOnce, signal } = served;
  const { Worker } = await loadQueues();
  const trials = trialsById(plan);
  const missing = await missingTrials(plan.trials, store);
  const version = await planVersion(folder);
  const underWay = new Set<Promise<void>>();
  const faults: unknown[] = [];
  let ran = 0;

  const runTrial = async (trial: Trial): Promise<void> => {
    // Redis may have named it twice.
    if ((await store.arrived([trial])).has(trial)) return;
    const result = await execute(trial).catch(async (error: unknown) => {
      if (isTrialFault(error)) await writeTrialFault(folder, error);
      throw error;
    });
    await store.write(trial, result);
    ran++;
  };
  const work = async ({ id }: Job): Promise<void> => {
    const trial = trials.get(id!);
    if (!trial) return;
    const running = runTrial(trial);
    underWay.add(running);
    try {
      await running;
    } catch (error) {
      faults.push(error);
      // What was wrong may be private, and Redis keeps what it is told.
      throw new Error('left to others', { cause: error });
    } finally {
      underWay.delete(running);
    }
  };
  const worker = new Worker(plan.queue, work, {
    ...{ connection: client, prefix: PREFIX, concurrency: atOnce, runRetryDelay: POLL },
    ...SILENCE,
    // A trial whose workers were all killed has done nothing wrong.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  worker.on('stalled', (id) => {
    say(`trial ${trials.get(id)?.name ?? id} is taken over from a worker that fell silent`);
  });
  // What is lost there is found in the folder: the client says where Redis is away.
  worker.on('error', (error) => {
    if (/Missing (lock|key)/.test(error.message))
      warn('Redis forgot trials that are under way here; others may repeat them');
  });

  let ended: Ended | undefined;
  try {
    while (!(ended = await endOf())) await wait(POLL);
  } finally {
    // It takes no more, and ends what is under way.
    const closed = worker.close().catch(() => undefined);
    await Promise.allSettled(underWay);
    await Promise.race([closed, wait(FAREWELL, undefined, { ref: false })]);
  }
  if (faults.length > 0) throw faults[0];
  return { ended, ran };

  async function endOf(): Promise<Ended | undefined> {
    if (faults.length > 0) throw faults[0];
    if (signal.aborted) return 'stopped';
    if ((await missing.look()).length === 0) return 'done';
    await checkTrialFault(folder);
    if ((await planVersion(folder)) !== version) return 'replaced';
    return undefined;
  }
}
