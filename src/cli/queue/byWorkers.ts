import type { Progress } from '../../core/progress.js';
import { quoted } from '../arguments/commandLineOf.js';
import type { PluginSpecs } from '../input/plugins/loadPlugins.js';
import type { TrialRun } from '../reproduce/runTrials.js';
import type { TrialStore } from '../reproduce/trialStore.js';
import { say } from '../say.js';
import { connectRedis } from './connectRedis.js';
import type { QueuePlan } from './queuePlan.js';
import { parseRedisUrl, shownUrl } from './redisUrl.js';
import { runQueued } from './runQueued.js';
import { modulesOf } from './trialModules.js';

export interface TrialsByWorkers {
  /** Of Redis. */
  readonly url: string;
  /** The folder that is shared with the workers. */
  readonly folder: string;
  readonly run: Omit<QueuePlan, 'queue' | 'modules'>;
  readonly plugins?: PluginSpecs | undefined;
  readonly store: TrialStore;
  readonly progress?: Progress | undefined;
}

/**
 * Has `couplet worker` run trials, wherever workers are, and says how to start one.
 *
 * @throws what `connectRedis` and `runQueued` throw
 */
export async function byWorkers({ url, folder, run, plugins, store, progress }: TrialsByWorkers): Promise<TrialRun> {
  const modules = plugins && (await modulesOf(plugins));
  const { client, end } = await connectRedis(url);
  try {
    const words = ['couplet', 'worker', '--redis', shownUrl(parseRedisUrl(url)), '--out', folder];
    const named = Object.keys(modules?.sha256 ?? {}).flatMap((path) => ['--module', path]);
    say(`${run.trials.length} trials for workers; to start one: ${[...words, ...named].map(quoted).join(' ')}`);
    return await runQueued({ client, folder, plan: { ...run, modules }, store, progress });
  } finally {
    end();
  }
}
