import type { CommandModule } from 'yargs';
import { ArgumentError } from '../../core/errors.js';
import { atomicWrite } from '../../files/write/atomicWrite.js';
import { defineCommand } from '../arguments/command.js';
import type { ExperimentRun } from '../reproduce/runExperiment.js';
import { say } from '../say.js';
import { plannedRun } from '../slurm/plannedRun.js';
import { type SlurmJob, slurmScript, submission } from '../slurm/slurmScript.js';

/** In the commands that are shown, of a script on standard output. */
const UNNAMED = 'couplet.sh';

export const slurm: CommandModule = defineCommand(
  'slurm',
  (argv) =>
    argv
      .positional('command', {
        type: 'string',
        demandOption: true,
        describe: 'reproduce or benchmark, with options of its own, --out among them: a folder that all nodes share',
      })
      .options({
        shards: {
          type: 'number',
          demandOption: true,
          describe: 'tasks of the array: parts that run beside each other',
        },
        time: { type: 'string', describe: 'limit of a task, as sbatch has it: 90 (minutes), 2:00:00, 1-12' },
        mem: { type: 'string', describe: 'memory of a task, as sbatch has it: 4G' },
        partition: { type: 'string', describe: 'partition of the cluster' },
        'cpus-per-task': { type: 'number', default: 1, describe: 'cores of a task, and trials that it runs at once' },
        setup: {
          type: 'string',
          array: true,
          nargs: 1,
          default: [] as string[],
          describe: "line of shell to run first, as 'module load nodejs'; may be given more than once",
        },
        script: { type: 'string', default: '-', describe: 'file to write, .sh (- for standard output)' },
      })
      .example('couplet slurm reproduce table-1 --out table-1 --shards 16 --time 2:00:00 --script table-1.sh', '')
      .example('couplet slurm benchmark --env sepsis --out sepsis --shards 40 --mem 2G > sepsis.sh', ''),
  async ({ _: [, ...rest], command, shards, time, mem, partition, cpusPerTask, setup, script }) => {
    const words = [command, ...rest.map(String)];
    const run = await plannedRun(words);
    const trials = await run.experiment.trials(run.specification, run.plan);
    checkShared(run);
    checkCount('--cpus-per-task', cpusPerTask, Infinity);
    checkCount('--shards', shards, trials.length, `as there are ${trials.length} trials`);
    const workers = run.workers === undefined && !run.experiment.timed ? ['--workers', String(cpusPerTask)] : [];
    const job: SlurmJob = {
      name: run.experiment.name,
      words: ['couplet', ...words, ...workers],
      ...{ shards, cpusPerTask, time, mem, partition, setup },
    };
    await atomicWrite(script, [slurmScript(job)]);
    say(`${trials.length} trials in ${shards} shards; to submit them, and after them the report:`);
    submission(job, script === '-' ? UNNAMED : script).forEach(say);
  },
);

/** @throws ArgumentError without a folder, or where the command has a part already */
function checkShared({ out, shard, redis }: Pick<ExperimentRun, 'out' | 'shard' | 'redis'>): void {
  if (out === undefined)
    throw new ArgumentError('slurm: a folder that all nodes share is needed, got none - name it with --out');
  if (shard !== undefined)
    throw new ArgumentError(`slurm: the script says which part each task runs, got --shard ${shard} - leave it out`);
  if (redis !== undefined)
    throw new ArgumentError('slurm: the script deals the trials out, got --redis - leave it out, or start workers');
}

function checkCount(option: string, value: number, most: number, why = ''): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  const range = most === Infinity ? 'from 1' : `from 1 to ${most}, ${why}`;
  throw new ArgumentError(`${option}: must be a whole number ${range}, got ${value}`);
}
