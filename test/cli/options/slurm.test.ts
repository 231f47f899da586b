import { slurmOptionNames } from '../../../src/cli/slurm/slurmWords.js';
import { slurmScript } from '../../../src/cli/slurm/slurmScript.js';
import { emptyFolder } from '../../support/emptyFolder.js';
import { type Given, wordsOf } from './given.js';
import { optionTable } from './optionTable.js';

/** What is said to the command that is to run. */
function inner(given: Given): string[] {
  const own: readonly string[] = slurmOptionNames;
  const { '<command>': command, ...rest } = Object.fromEntries(
    Object.entries(given).filter(([option]) => !own.includes(option)),
  ) as Given;
  return wordsOf(String(command), rest);
}

/** The script, from the same arguments. */
function library(given: Given): string {
  const own = (option: string): string | undefined => given[option] as string | undefined;
  const cpusPerTask = Number(given['cpus-per-task'] ?? 1);
  return slurmScript({
    name: given['<command>'] === 'reproduce' ? 'table-1' : 'policies',
    words: ['couplet', ...inner(given), '--workers', String(cpusPerTask)],
    ...{ shards: Number(given.shards), cpusPerTask, time: own('time'), mem: own('mem'), partition: own('partition') },
    setup: (given.setup as readonly string[] | undefined) ?? [],
  });
}

optionTable('slurm', {
  folder: emptyFolder(),
  base: { '<command>': 'reproduce', '<experiment>': 'table-1', quick: true, out: 'kept', shards: 2 },
  see: ({ code, stdout, stderr }) => (code === 0 ? stdout : stderr),
  library,
  rows: [
    {
      option: '<command>',
      value: 'benchmark',
      leave: ['<command>', '<experiment>'],
      beside: { policies: true },
    },
    { option: 'shards', value: 3 },
    { option: 'time', value: '2:00:00' },
    { option: 'mem', value: '4G' },
    { option: 'partition', value: 'short' },
    { option: 'cpus-per-task', value: 2 },
    { option: 'setup', value: ['module load nodejs', 'hash -r'] },
    {
      option: 'script',
      value: 'job.sh',
      see: ({ stdout }, read) => [stdout, read('job.sh')],
      expected: (given) => ['', library(given)],
    },
  ],
});
