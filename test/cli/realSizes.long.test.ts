import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { intensiveCareCsv } from '../../scripts/benchStays.js';
import { emptyFolder } from '../support/emptyFolder.js';
import { program } from '../support/program.js';

/** 300 stays, 750 states, 25 actions: what a log of intensive care brings, through the commands that follow each stay. */
const folder = emptyFolder();
const STAYS = 300;
const MOST_MEGABYTES = 700;
/** Of what follows each stay by itself. */
const MOST_BY_STAY = 500;
const MOST_PAGE_BYTES = 2 ** 20;
const problem = ['--mdp', 'mdp.json', '--policy', 'policy.json'];

beforeAll(() => {
  writeFileSync(join(folder, 'log.csv'), intensiveCareCsv(1, STAYS));
  run('fit', 'log.csv', '--states', '750', '--actions', '25', '--out', 'mdp.json');
  run('solve', 'mdp.json', '--discount', '0.99', '--out', 'policy.json');
});

/** The most memory that a command takes, in megabytes: of a process of its own, which says so last. */
function run(...words: readonly string[]): number {
  const tell = 'process.on("exit",()=>process.stderr.write(`\\npeak ${process.resourceUsage().maxRSS}`))';
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${tell}`, program, ...words],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(status, stderr).toBe(0);
  return Number(stderr.split('\npeak ').at(-1)) / 1024;
}

it.each([
  ['evaluate', ['log.csv', ...problem, '--bounds', '--threads', '1']],
  ['explain', ['log.csv', '--mdp', 'mdp.json', '--threads', '1']],
])(
  '%s ends within the memory that stays need one by one',
  (command, words) => {
    expect(run(command, ...words)).toBeLessThan(MOST_BY_STAY);
  },
  600_000,
);

it.each([
  ['effect', ['log.csv', ...problem]],
  ['compare', ['log.csv', ...problem]],
  ['report', ['log.csv', ...problem, '--out', 'report.html']],
])(
  '%s ends within the memory of a small machine',
  (command, words) => {
    expect(run(command, ...words)).toBeLessThan(MOST_MEGABYTES);
  },
  600_000,
);

it('writes a page of modest size', () => {
  expect(statSync(join(folder, 'report.html')).size).toBeLessThan(MOST_PAGE_BYTES);
});
