import { spawnSync } from 'node:child_process';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type SlurmJob, slurmScript, submission } from '../../../src/cli/slurm/slurmScript.js';
import { commandRun } from '../../support/commandRun.js';
import { emptyFolder } from '../../support/emptyFolder.js';

const job: SlurmJob = { name: 'table-1', words: ['couplet', 'reproduce'], shards: 3, cpusPerTask: 1 };

/** What the script would run, word by word: a function stands for the program. */
function ran(script: string, task?: string): string[] {
  const env = task === undefined ? {} : { SLURM_ARRAY_TASK_ID: task, SLURM_ARRAY_TASK_COUNT: '1' };
  const shown = script.replace('exec "$@"', `printf '%s\\0' "$@"`);
  const { status, stdout, stderr } = spawnSync('bash', ['-s'], { input: shown, env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\0').slice(0, -1);
}

describe('slurmScript', () => {
  it('runs a shard in an array, one task of it too, and else the command itself', () => {
    const script = slurmScript(job);
    expect(script).toContain('\n#SBATCH --array=0-2\n');
    expect(ran(script, '2')).toEqual(['couplet', 'reproduce', '--shard', '2/3']);
    expect(ran(script)).toEqual(['couplet', 'reproduce']);
  });

  test.prop([fc.array(fc.string({ unit: 'binary' }).map((word) => word.replaceAll(/[\0\ud800-\udfff]/g, '')))], {
    numRuns: 15,
  })('hands on every word as it is', (words) => {
    expect(ran(slurmScript({ ...job, words: ['couplet', ...words] }))).toEqual(['couplet', ...words]);
  });

  it('asks for what the job needs, in the script and for the report', () => {
    const needy = { ...job, cpusPerTask: 4, time: '1-12:00', mem: '4G', partition: 'short,long', setup: ['hash -r'] };
    const script = slurmScript(needy);
    for (const line of ['--cpus-per-task=4', '--time=1-12:00', '--mem=4G', '--partition=short,long'])
      expect(script).toContain(`\n#SBATCH ${line}\n`);
    expect(script.indexOf('\nhash -r\n')).toBeGreaterThan(script.indexOf('set -e'));
    expect(submission(needy, "it's.sh")).toEqual([
      `job=$(sbatch --parsable 'it'\\''s.sh')`,
      String.raw`sbatch --dependency=afterany:$job --job-name=couplet-table-1 --cpus-per-task=4 --time=1-12:00 --mem=4G --partition=short,long --wrap='bash '\''it'\''\'\'''\''s.sh'\'''`,
    ]);
  });

  it.each(['1:00 --mail-user=a', '1\n#SBATCH --exclusive', ''])('refuses %j as a value of sbatch', (time) => {
    expect(() => slurmScript({ ...job, time })).toThrow('--time: must be a value of sbatch in one word, got');
  });
});

describe('couplet slurm', () => {
  it.each([
    ['train x.csv --shards 2', "slurm: the command must be reproduce or benchmark, got 'train'"],
    ['reproduce table-1 --quick --shards 2', 'a folder that all nodes share is needed, got none - name it with --out'],
    ['reproduce table-1 --quick --shards 2 --out a --shard 0/2', 'which part each task runs, got --shard 0/2'],
    [
      'reproduce table-1 --quick --shards 99 --out a',
      'must be a whole number from 1 to 8, as there are 8 trials, got 99',
    ],
    [
      'reproduce table-1 --quick --shards 2 --out a --cpus-per-task 0',
      '--cpus-per-task: must be a whole number from 1',
    ],
    ['reproduce table-1 --quik --shards 2', 'couplet reproduce: Unknown argument: quik - did you mean --quick?'],
    ['reproduce table-1 --quick --out a', 'couplet slurm: Missing required argument: shards'],
    ['--shards 2', 'couplet slurm: Missing required argument: command'],
  ])('refuses %s', async (line, message) => {
    const { code, stdout, stderr } = await commandRun(emptyFolder(), ['slurm', ...line.split(' ')]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
