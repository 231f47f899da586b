import { setTimeout as wait } from 'node:timers/promises';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Trial } from '../../../src/experiments/experiment.js';
import { type Provenance, provenance } from '../../../src/files/index.js';
import { connectRedis } from '../../../src/cli/queue/connectRedis.js';
import { type QueuePlan, readPlan } from '../../../src/cli/queue/queuePlan.js';
import { runQueued } from '../../../src/cli/queue/runQueued.js';
import { serveQueue } from '../../../src/cli/queue/serveQueue.js';
import type { Runtime } from '../../../src/cli/reproduce/runtime.js';
import type { TrialRun } from '../../../src/cli/reproduce/runTrials.js';
import { type TrialStore, trialStore } from '../../../src/cli/reproduce/trialStore.js';
import { emptyFolder } from '../../support/emptyFolder.js';

/** An experiment that takes no time: each trial squares a number. */
export interface Square extends Trial {
  readonly root: number;
}

export const specification: { readonly purpose: string } = { purpose: 'nobody else is to know it' };
export const couplet: Provenance = provenance('reproduce', { seed: 1 });
export const runtime: Runtime = { version: couplet.version, node: 'v20.1.0 on x64' };

/** A run of so many trials. */
export function squaresPlan(count: number): Omit<QueuePlan, 'queue'> {
  const trials: Square[] = Array.from({ length: count }, (_, root) => ({ name: `root-${root}`, root }));
  return { experiment: 'squares', specification, trials, couplet, runtime, mixed: false };
}

export function squaresStore(folder: string): TrialStore {
  return trialStore(join(folder, 'trials'), { experiment: 'squares', specification, couplet }, { runtime });
}

/** A folder for a run, with one for its trials. */
export function runFolder(): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'trials'));
  return folder;
}

/** The side that asks for a run. */
export async function asked(url: string, folder: string, count: number): Promise<TrialRun> {
  const { client, end } = await connectRedis(url);
  const run = { client, folder, plan: squaresPlan(count), store: squaresStore(folder) };
  return runQueued(run).finally(end);
}

export interface Working {
  /** Called with every trial before it is run. */
  readonly before?: (trial: Square) => Promise<void> | void;
  readonly atOnce?: number;
  readonly signal?: AbortSignal;
}

/** A worker, which waits for a plan; a trial takes it no time unless `before` does. */
export async function working(
  url: string,
  folder: string,
  { before, atOnce = 1, signal = new AbortController().signal }: Working = {},
): ReturnType<typeof serveQueue> {
  const { client, end } = await connectRedis(url);
  try {
    let plan: QueuePlan | undefined;
    while (!(plan = await readPlan(folder))) await wait(20);
    const execute = async (trial: Trial): Promise<object> => {
      await before?.(trial as Square);
      return { square: (trial as Square).root ** 2 };
    };
    return await serveQueue({ client, folder, plan, store: squaresStore(folder), execute, atOnce, signal });
  } finally {
    end();
  }
}
