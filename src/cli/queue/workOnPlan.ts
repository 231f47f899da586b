import type { Redis } from 'ioredis';
import { join } from 'node:path';
import { findExperiment } from '../../experiments/registry.js';
import { makeFolder } from '../output/makeFolder.js';
import { checkMixture } from '../reproduce/mixture.js';
import { runtime } from '../reproduce/runtime.js';
import { trialStore } from '../reproduce/trialStore.js';
import { workersFor } from '../reproduce/workersFor.js';
import { say } from '../say.js';
import { type QueuePlan, planPath } from './queuePlan.js';
import { serveQueue } from './serveQueue.js';
import { modulesHere } from './trialModules.js';

export interface PlannedWork {
  /** Stays the caller's. */
  readonly client: Redis;
  readonly folder: string;
  readonly plan: QueuePlan;
  /** Trials at once; default: see `workersFor`. */
  readonly workers?: number | undefined;
  /** Modules that may be run. */
  readonly files: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Runs trials of a plan in threads of this process, and says how many.
 *
 * @returns whether all trials are in the folder, or there is nothing else to wait for
 * @throws DataError if this is not what is to run the plan; what `serveQueue` throws
 */
export async function workOnPlan({ client, folder, plan, workers, files, signal }: PlannedWork): Promise<boolean> {
  const { specification, couplet, trials, mixed } = plan;
  const here = runtime();
  checkMixture([{ path: planPath(folder), runtime: plan.runtime }], here, mixed);
  const experiment = findExperiment(plan.experiment);
  const atOnce = workersFor(experiment, workers);
  const plugins = plan.modules && (await modulesHere(plan.modules, files));
  const run = { experiment: experiment.name, specification, couplet: { ...couplet, version: here.version } };
  await makeFolder(join(folder, 'trials'));
  const store = trialStore(join(folder, 'trials'), run, { runtime: here, mixed, experiment });

  const { trialPool } = await import('../reproduce/trialPool.js');
  const pool = trialPool(Math.min(atOnce, trials.length));
  const { ended, ran } = await serveQueue({
    ...{ client, folder, plan, store, atOnce, signal },
    execute: (trial) => pool.run({ experiment: experiment.name, specification, trial, plugins }),
  }).finally(() => pool.close());
  say(`${ran} of ${trials.length} trials of ${experiment.name} were run here, into ${join(folder, 'trials')}`);
  return ended !== 'replaced';
}
