import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { loadQueues } from './connectRedis.js';

/** Of all keys in Redis: `couplet:QUEUE:…`. */
export const PREFIX = 'couplet';

/** A job is a name: whatever it needs lies in the folder, and whatever comes of it goes there. */
const KEPT_WHEN_DONE = { removeOnComplete: true, removeOnFail: true } as const;

/** The names of trials that wait in Redis, or are worked on. */
export interface TrialQueue {
  /** How many there are. */
  readonly held: () => Promise<number>;
  /** Adds names; those that are there stay as they are. */
  readonly add: (ids: readonly string[]) => Promise<void>;
  /** Takes out those that wait. */
  readonly drain: () => Promise<void>;
  /** Removes all that Redis holds of it. */
  readonly remove: () => Promise<void>;
}

/** @param client stays the caller's */
export async function trialQueue(client: Redis, name: string): Promise<TrialQueue> {
  const { Queue } = await loadQueues();
  const queue: Queue = new Queue(name, { connection: client, prefix: PREFIX });
  // Said by the client itself.
  queue.on('error', () => undefined);
  // Another run may have been killed while it removed the queue, which stops it first.
  await queue.resume();
  return {
    held: () => queue.getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized'),
    async add(ids) {
      await queue.addBulk(ids.map((jobId) => ({ name: 'trial', data: {}, opts: { jobId, ...KEPT_WHEN_DONE } })));
    },
    drain: () => queue.drain(true),
    remove: () => queue.obliterate({ force: true }),
  };
}
