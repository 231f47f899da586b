import { expect, it } from 'vitest';
import { slurmWords } from '../../../src/cli/slurm/slurmWords.js';

it.each([
  [
    ['reproduce', 'table-1', '--trials', '9', '--shards', '3', '--out=a'],
    ['--shards', '3', 'reproduce', '--', 'table-1', '--trials', '9', '--out=a'],
  ],
  [
    ['--time=1:00', 'benchmark', '--env', 'sepsis', '--shards=2', '--mem', '4G'],
    ['--time=1:00', '--shards=2', '--mem', '4G', 'benchmark', '--', '--env', 'sepsis'],
  ],
  [
    ['reproduce', '--shards', '3', '--', 'table-1', '--time', 'mine'],
    ['--shards', '3', 'reproduce', '--', 'table-1', '--time', 'mine'],
  ],
  [
    ['reproduce', '--help'],
    ['--help', 'reproduce', '--'],
  ],
  [
    ['reproduce', '--shards'],
    ['--shards', 'reproduce', '--'],
  ],
  [[], ['--']],
])('sorts %j', (words, sorted) => {
  expect(slurmWords(['slurm', ...words])).toEqual(['slurm', ...sorted]);
});
