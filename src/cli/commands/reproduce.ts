import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import type { Experiment, ExperimentReport } from '../../experiments/experiment.js';
import { experiments, findExperiment } from '../../experiments/registry.js';
import { fileFault } from '../../files/fileFault.js';
import { atomicWrite, provenance } from '../../files/index.js';
import { defineCommand } from '../command.js';
import { shared } from '../options.js';
import { progressBar } from '../progressBar.js';
import { writeCharts } from '../reproduce/charts.js';
import { runTrials } from '../reproduce/runTrials.js';
import { trialStore } from '../reproduce/trialStore.js';
import { table } from '../table.js';

export const reproduce: CommandModule = defineCommand(
  'reproduce <experiment>',
  'rerun a published experiment beside its published figures',
  (argv) =>
    argv
      .positional('experiment', {
        choices: experiments.map(({ name }) => name),
        demandOption: true,
        describe: 'which experiment',
      })
      .options({
        quick: { type: 'boolean', default: false, describe: 'small settings, to see all of it work in a minute' },
        trials: {
          type: 'number',
          describe: 'repeats: data sets, seeds, or rewards (default: 20 data sets, else as published)',
        },
        episodes: { type: 'number', describe: 'trajectories of an experiment that simulates (default: as published)' },
        seed: { ...shared.seed, describe: 'seed of the first repeat; the others follow it' },
        workers: {
          type: 'number',
          describe: 'trials that run at once (default: one a core; an experiment that measures time runs one)',
        },
        out: {
          ...shared.out,
          describe: 'folder for every trial, results.json and pictures; an interrupted run goes on from it',
        },
        json: shared.json,
      })
      .example('couplet reproduce oberst-sontag --trials 100', '')
      .example('couplet reproduce table-1 --quick --out table-1', ''),
  async ({ experiment: name, quick, trials: repeats, episodes, seed, workers: asked, out, json }) => {
    const experiment = findExperiment(name);
    const workers = workersFor(experiment, asked);
    const specification = withEpisodes(name, experiment.specifications[quick ? 'quick' : 'full'], episodes);
    const couplet = provenance('reproduce', { seed });
    const trials = await experiment.trials(specification, { seed, repeats });
    const store =
      out === undefined ? undefined : trialStore(await trialFolder(out), { experiment: name, specification, couplet });

    // Loaded here, as the other commands have no use for it.
    const { trialPool } = await import('../reproduce/trialPool.js');
    const pool = trialPool(Math.min(workers, trials.length));
    const bar = progressBar(name);
    const { finished, reused } = await runTrials(trials, {
      execute: (trial) => pool.run({ experiment: name, specification, trial }),
      atOnce: workers,
      store,
      progress: (done, total) => {
        bar.update(done, total);
      },
    }).finally(async () => {
      bar.stop();
      await pool.close();
    });

    const report = experiment.report(specification, finished);
    const data = `${JSON.stringify({ experiment: name, ...report.data, specification, couplet }, null, 2)}\n`;
    if (out !== undefined) {
      await atomicWrite(join(out, 'results.json'), [data]);
      const pictures = await writeCharts(name, report.data, out);
      const files = [join(out, 'results.json'), ...pictures].join(', ');
      process.stderr.write(
        `${finished.length} trials (${reused} from an earlier run) in ${join(out, 'trials')}; ${files}\n`,
      );
    }
    process.stdout.write(json ? data : textOf(report));
  },
);

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

async function trialFolder(out: string): Promise<string> {
  if (out === '-')
    throw new ArgumentError('--out: must be a folder, got standard output - leave it out, or use --json');
  const folder = join(out, 'trials');
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileFault(folder, 'write', error);
  }
  return folder;
}

function withEpisodes(name: string, specification: object, episodes: number | undefined): object {
  if (episodes === undefined) return specification;
  if (!('episodes' in specification))
    throw new ArgumentError(`--episodes: experiment ${name} simulates no trajectories - leave it out`);
  return { ...specification, episodes };
}

function textOf({ heading, notes, tables }: ExperimentReport): string {
  const parts = tables.map(({ title, head, rows }) => `${title === undefined ? '' : `${title}\n`}${table(head, rows)}`);
  return `${[[heading, ...notes].join('\n'), ...parts].join('\n\n')}\n`;
}
