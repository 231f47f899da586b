import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ArgumentError } from '../../core/errors.js';
import type { Experiment, ExperimentReport, Plan } from '../../experiments/experiment.js';
import { provenance } from '../../files/index.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { type PluginSpecs, loadPlugins } from '../input/plugins/loadPlugins.js';
import { makeFolder } from '../output/makeFolder.js';
import { progressBar } from '../output/progressBar.js';
import { print, say } from '../say.js';
import { table } from '../output/table.js';
import { writeCharts } from './charts.js';
import { runtime } from './runtime.js';
import { runTrials } from './runTrials.js';
import { type Shard, parseShard, trialsOf } from './shard.js';
import { trialStore } from './trialStore.js';

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
 * Runs the trials of an experiment in worker threads, keeps them in a folder, and prints the report.
 *
 * @throws ArgumentError for a number of workers or a folder that cannot be; the first error of a trial
 */
export async function runExperiment(run: ExperimentRun): Promise<void> {
  const { experiment, specification, plan, command, out, json, plugins } = run;
  const { name } = experiment;
  const workers = workersFor(experiment, run.workers);
  const couplet = provenance(command, { seed: plan.seed });
  const all = await experiment.trials(specification, plan);
  const shard = run.shard === undefined ? undefined : shardInto(out, run.shard);
  const trials = shard ? trialsOf(all, shard) : all;
  const record = { experiment: name, specification, couplet };
  const kept = { runtime: runtime(), mixed: run.allowMixed, experiment };
  const store = out === undefined ? undefined : trialStore(await trialFolder(out), record, kept);

  // Loaded here, as the other commands have no use for it.
  const { trialPool } = await import('./trialPool.js');
  const pool = trialPool(Math.max(1, Math.min(workers, trials.length)));
  const bar = progressBar(name);
  const { finished, reused } = await runTrials(trials, {
    execute: (trial) => pool.run({ experiment: name, specification, trial, plugins }),
    atOnce: workers,
    store,
    progress: (done, total) => {
      bar.update(done, total);
    },
  }).finally(async () => {
    bar.stop();
    await pool.close();
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

function workersFor({ name, timed = false }: Experiment, asked: number | undefined): number {
  const workers = asked ?? (timed ? 1 : availableParallelism());
  if (!Number.isInteger(workers) || workers < 1)
    throw new ArgumentError(`--workers: must be a whole number from 1, got ${workers}`);
  if (timed && workers > 1)
    throw new ArgumentError(
      `--workers: experiment ${name} measures time, so one trial runs at a time, got ${workers} - leave it out`,
    );
  return workers;
}

/** @throws ArgumentError without a folder: what a shard finds is for others to put together */
function shardInto(out: string | undefined, text: string): Shard {
  if (out !== undefined) return parseShard(text);
  throw new ArgumentError('--shard: a folder that all shards share is needed, got none - name it with --out');
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
