import { join } from 'node:path';
import { ArgumentError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { Experiment, ExperimentReport, Plan, Trial } from '../../experiments/experiment.js';
import { provenance } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { type PluginSpecs, loadPlugins } from '../input/plugins/loadPlugins.js';
import { makeFolder } from '../output/makeFolder.js';
import { progressBar } from '../output/progressBar.js';
import { byWorkers } from '../queue/byWorkers.js';
import { print, say } from '../say.js';
import { table } from '../output/table.js';
import { writeCharts } from './charts.js';
import { runtime } from './runtime.js';
import { type RunTrialsOptions, type TrialRun, runTrials } from './runTrials.js';
import { parseShard, trialsOf } from './shard.js';
import type { RunRecord } from './trialRecord.js';
import { trialStore } from './trialStore.js';
import { workersFor } from './workersFor.js';

export interface ExperimentRun {
  readonly experiment: Experiment;
  readonly specification: object;
  readonly plan: Plan;
  /** The command's name, for the provenance. */
  readonly command: string;
  /** Trials at once; default: one a core, or one alone where time is measured. */
  readonly workers: number | undefined;
  readonly out: string | undefined;
  readonly json: boolean;
  /** URL of the Redis whose workers are to run the trials, in place of this process. Default none. */
  readonly redis?: string | undefined;
  /** The part of the trials to run, as `parseShard` reads it; then nothing is reported. Default all. */
  readonly shard?: string | undefined;
  /** Whether the folder may hold trials that were run differently: see `checkMixture`. Default no. */
  readonly allowMixed?: boolean | undefined;
  /** What the specification names and may be code of the user's; default none is. */
  readonly plugins?: PluginSpecs | undefined;
}

/** What `runExperiment` is, and what may stand in its place. */
export type RunExperiment = (run: ExperimentRun) => Promise<void>;

/**
 * Runs the trials of an experiment in worker threads, or has workers elsewhere run them, keeps them in a folder, and
 * prints the report.
 *
 * @throws ArgumentError for a number of workers or a folder that cannot be; the first error of a trial
 */
export async function runExperiment(run: ExperimentRun): Promise<void> {
  const { experiment, specification, plan, command, out, json, plugins } = run;
  const { name } = experiment;
  const atOnce = workersFor(experiment, run.workers);
  const couplet = provenance(command, { seed: plan.seed });
  const all = await experiment.trials(specification, plan);
  const shard = run.shard === undefined ? undefined : parseShard(run.shard);
  checkShared(run);
  const trials = shard ? trialsOf(all, shard) : all;
  const record = { experiment: name, specification, couplet };
  const kept = { runtime: runtime(), mixed: run.allowMixed, experiment };
  const store = out === undefined ? undefined : trialStore(await trialFolder(out), record, kept);
  const bar = progressBar(name);
  const progress: Progress = (done, total) => {
    bar.update(done, total);
  };
  const { finished, reused } = await (
    run.redis === undefined
      ? inThreads(trials, { record, plugins, atOnce, store, progress })
      : byWorkers({
          url: run.redis,
          folder: out!,
          run: { ...record, trials, runtime: kept.runtime, mixed: run.allowMixed ?? false },
          ...{ plugins, store: store!, progress },
        })
  ).finally(() => {
    bar.stop();
  });

  if (shard) {
    say(
      `shard ${run.shard!}: ${finished.length} of ${all.length} trials (${reused} from an earlier run) in ${join(out!, 'trials')}; the same command without --shard reports on all, and runs what is missing`,
    );
    return;
  }
  const report = experiment.report(specification, finished, plugins && (await loadPlugins(plugins)));
  const data = `${JSON.stringify({ experiment: name, ...report.data, specification, couplet }, null, 2)}\n`;
  if (out !== undefined) {
    await atomicWrite(join(out, 'results.json'), [data]);
    const pictures = await writeCharts(name, { data: report.data, specification, couplet }, out);
    const files = [join(out, 'results.json'), ...pictures].join(', ');
    say(`${finished.length} trials (${reused} from an earlier run) in ${join(out, 'trials')}; ${files}`);
  }
  print(json ? data : textOf(report));
}

interface InThreads extends Pick<RunTrialsOptions, 'atOnce' | 'store' | 'progress'> {
  readonly record: RunRecord;
  readonly plugins: PluginSpecs | undefined;
}

/** Runs trials in threads of this process. */
async function inThreads(
  trials: readonly Trial[],
  { record: { experiment, specification }, plugins, ...options }: InThreads,
): Promise<TrialRun> {
  // Loaded here, as the other commands have no use for it.
  const { trialPool } = await import('./trialPool.js');
  const pool = trialPool(Math.max(1, Math.min(options.atOnce, trials.length)));
  const execute = (trial: Trial): Promise<object> => pool.run({ experiment, specification, trial, plugins });
  return runTrials(trials, { execute, ...options }).finally(() => pool.close());
}

/** @throws ArgumentError without a folder: what one machine finds is for others to put together */
function checkShared({ out, shard, redis }: ExperimentRun): void {
  if (out !== undefined) return;
  const fault = (option: string, who: string): ArgumentError =>
    new ArgumentError(`${option}: a folder that all ${who} share is needed, got none - name it with --out`);
  if (shard !== undefined) throw fault('--shard', 'shards');
  if (redis !== undefined) throw fault('--redis', 'workers');
}

async function trialFolder(out: string): Promise<string> {
  const folder = join(out, 'trials');
  await makeFolder(folder);
  return folder;
}

function textOf({ heading, notes, tables }: ExperimentReport): string {
  const parts = tables.map(({ title, head, rows }) => `${title === undefined ? '' : `${title}\n`}${table(head, rows)}`);
  return `${[[heading, ...notes].join('\n'), ...parts].join('\n\n')}\n`;
}
