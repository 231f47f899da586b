import { availableParallelism } from 'node:os';
import { ArgumentError } from '../../core/errors.js';

/** Of commands whose work can be shared out among threads. */
export const threadsOption = {
  type: 'number',
  describe:
    'threads that share the work, whose number no figure depends on (default: one a core where a second of work shows that much is left, else 1)',
} as const;

/** How many threads there are to be: those asked for, or as many as there are cores once it shows that they pay. */
export interface Threads {
  readonly most: number;
  /** Whether they are to start at once; else the work begins in one. */
  readonly atOnce: boolean;
}

/** @throws ArgumentError for a number of threads that cannot be */
export function chosenThreads(asked: number | undefined): Threads {
  if (asked === undefined) return { most: availableParallelism(), atOnce: false };
  if (!Number.isInteger(asked) || asked < 1)
    throw new ArgumentError(`--threads: must be a whole number from 1, got ${asked}`);
  return { most: asked, atOnce: true };
}
