import { ArgumentError } from '../../core/errors.js';
import { quoted } from '../arguments/commandLineOf.js';

/** What a job needs of a cluster. */
export interface SlurmJob {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** The words of the command, `couplet` first, without a shard. */
  readonly words: readonly string[];
  /** Array tasks, at least 1. */
  readonly shards: number;
  readonly cpusPerTask: number;
  /** As sbatch has them; default: those of the cluster. */
  readonly time?: string | undefined;
  readonly mem?: string | undefined;
  readonly partition?: string | undefined;
  /** Lines of shell to run first, such as `module load nodejs`; default none. */
  readonly setup?: readonly string[] | undefined;
}

/** What sbatch needs of each task, and of the one that reports. */
function limitsOf({ cpusPerTask, time, mem, partition }: SlurmJob): string[] {
  const limits = { 'cpus-per-task': String(cpusPerTask), time, mem, partition };
  return Object.entries(limits).flatMap(([option, value]) => {
    if (value === undefined) return [];
    // A line of the script: whatever else stood in it would be read by sbatch, too.
    if (/^[\w.:,+-]+$/.test(value)) return [`--${option}=${value}`];
    throw new ArgumentError(`--${option}: must be a value of sbatch in one word, got '${value}'`);
  });
}

/**
 * A job script for sbatch: an array with a task for each shard. Run outside of an array the same script runs the command
 * itself, which puts all together and runs what is missing.
 *
 * The number of shards is written out, as SLURM_ARRAY_TASK_COUNT is another one where single tasks are submitted again.
 *
 * @throws ArgumentError for a value that is not one word
 */
export function slurmScript(job: SlurmJob): string {
  const { name, words, shards, setup = [] } = job;
  const directives = [`--job-name=couplet-${name}`, `--array=0-${shards - 1}`, ...limitsOf(job)];
  return [
    '#!/bin/bash',
    ...directives.map((directive) => `#SBATCH ${directive}`),
    'set -e',
    ...setup,
    `set -- ${words.map(quoted).join(' ')}`,
    '# Outside of an array: reports on all, and runs what is missing.',
    'if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then',
    `  set -- "$@" --shard "$SLURM_ARRAY_TASK_ID/${shards}"`,
    'fi',
    'exec "$@"',
    '',
  ].join('\n');
}

/** Commands that submit a script and, to run after it, the report. */
export function submission(job: SlurmJob, script: string): string[] {
  const wrapped = quoted(`bash ${quoted(script)}`);
  return [
    `job=$(sbatch --parsable ${quoted(script)})`,
    `sbatch --dependency=afterany:$job --job-name=couplet-${job.name} ${limitsOf(job).join(' ')} --wrap=${wrapped}`,
  ];
}
