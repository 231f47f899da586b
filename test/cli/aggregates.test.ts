import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { softened } from '../../policies/softened.js';
import { tabular } from '../../policies/tabular.js';
import { uniform } from '../../policies/uniform.js';
import { aggregate } from '../../src/aggregates/aggregate.js';
import { memorySource } from '../../src/aggregates/source/memorySource.js';
import { createRng } from '../../src/core/random/rng.js';
import { writeAggregates } from '../../src/files/aggregates/writeAggregates.js';
import { writePolicy, writeTrajectories } from '../../src/files/index.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { subset } from '../../src/trajectories/subset.js';
import { commandRun } from '../support/commandRun.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();
const MADE = { couplet: '0', command: 'test' } as never;
const chain = createEnv('chain').exactModel!();
const target = softened(tabular(new Array<number>(chain.nStates).fill(1), chain.nActions), 0.3);
const log = simulate(createRng(7), chain, uniform(chain.nStates, chain.nActions), { episodes: 90, horizon: 4 });
await writeTrajectories(join(folder, 'log.csv'), log, MADE);
await writePolicy(join(folder, 'target.json'), target, MADE);
await writePolicy(join(folder, 'other.json'), softened(target, 0.5), MADE);
for (const part of [0, 1, 2]) {
  const episodes = Array.from({ length: 30 }, (_, k) => 3 * k + part);
  const named = { ...subset(log, Uint32Array.from(episodes)), episodeId: episodes.map(String) };
  await writeAggregates(join(folder, `a${part}.parquet`), await aggregate(memorySource(named), { target }), MADE);
}

interface Shown {
  readonly estimates: readonly {
    readonly estimator: string;
    readonly value: number;
    readonly interval: { readonly interval: { readonly lower: number; readonly upper: number } };
  }[];
}

const SUMMED = ['on-policy', 'is', 'wis', 'pdis', 'wpdis'];
const named = SUMMED.flatMap((name) => ['--estimator', name]);

function figures(stdout: string): number[][] {
  return (JSON.parse(stdout) as Shown).estimates.map(({ value, interval: { interval } }) => [
    ...[value, interval.lower, interval.upper],
  ]);
}

it('says of files of sums together what it says of the log, intervals and all', async () => {
  const sums = await commandRun(folder, ['ope', '--aggregates', 'a*.parquet', '--policy', 'target.json', ...named, '--json', '--replicates', '50']); // prettier-ignore
  const whole = await commandRun(folder, ['ope', 'log.csv', '--policy', 'target.json', ...named, '--json', '--replicates', '50', '--interval', 'block-bootstrap']); // prettier-ignore
  expect(sums.stderr).toBe('');
  const [found, expected] = [figures(sums.stdout), figures(whole.stdout)];
  found.forEach((row, k) => expect(row, SUMMED[k]).toBeAllClose(expected[k], { rtol: 1e-10, atol: 1e-10 }));
});

interface Judged {
  readonly verdict: readonly {
    readonly about: string;
    readonly level: string;
    readonly reasons: readonly { readonly figure: string; readonly level: string; readonly value: number }[];
  }[];
}

it('judges them as it judges the log', async () => {
  const asked = ['--policy', 'target.json', ...named, '--estimator', 'dm', '--json', '--replicates', '50'];
  const sums = await commandRun(folder, ['ope', '--aggregates', 'a*.parquet', ...asked]);
  const whole = await commandRun(folder, ['ope', 'log.csv', ...asked, '--interval', 'block-bootstrap', '--no-check-states']); // prettier-ignore
  const [found, expected] = [sums, whole].map(({ stdout }) => (JSON.parse(stdout) as Judged).verdict);
  const words = (verdicts: Judged['verdict']): unknown =>
    verdicts.map(({ about, level, reasons }) => [about, level, reasons.map((one) => [one.figure, one.level])]);
  expect(words(found)).toEqual(words(expected));
  expect(found.map(({ about }) => about)).toEqual(['is, wis, pdis, wpdis', 'dm']);
  const values = (verdicts: Judged['verdict']): number[] =>
    verdicts.flatMap(({ reasons }) => reasons.map(({ value }) => value));
  expect(values(found)).toBeAllClose(values(expected), { rtol: 1e-10, atol: 1e-10 });
});

it('shows them in words, and names what sums do not have', async () => {
  const { stdout } = await commandRun(folder, ['ope', '--aggregates', 'a?.parquet', '--policy', 'target.json', '--replicates', '20']); // prettier-ignore
  expect(stdout).toMatch(/^Verdict on is, wis, pdis, wpdis, cis: /);
  expect(stdout).toContain('\nValue of policy target.json from sums of 90 episodes; horizon 4, discount 1');
  expect(stdout).toMatch(/95.0 % block-bootstrap +truth +error\n/);
  expect(stdout).toContain('\nGain over the behaviour policy, by cis: ');
  expect(stdout).toContain('95.0 % block-bootstrap');
  for (const name of ['dr, wdr', 'magic', 'cf', 'cdf']) expect(stdout).toContain(`Note: left out: ${name}: `);
  expect(stdout).toContain('Note: not to be had of sums: influential episodes (');
});

it.each([
  [['--policy', 'other.json'], '--policy: must be the policy that the log was aggregated with'],
  [
    ['--policy', 'target.json', '--interval', 'bca'],
    'interval bca is not to be had of sums: it leaves out each episode',
  ],
  [['--policy', 'target.json', '--aggregates', 'a1.parquet'], 'must be named once'],
  [['--policy', 'target.json', '--discount', '0.9'], '--aggregates: sums were made with'],
  [[], '--policy is needed'],
])('refuses %j', async (words, fault) => {
  const { code, stderr } = await commandRun(folder, ['ope', '--aggregates', 'a*.parquet', ...words]);
  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(fault);
});

it('refuses a log beside sums, neither, and what matches nothing', async () => {
  const fault = async (...words: string[]): Promise<string> => (await commandRun(folder, words)).stderr;
  expect(await fault('ope', 'log.csv', '--aggregates', 'a1.parquet', '--policy', 'target.json')).toContain('got both');
  expect(await fault('ope', '--policy', 'target.json')).toContain('ope: a log is needed, got none');
  expect(await fault('fit')).toContain('fit: a log is needed, got none');
  expect(await fault('fit', 'log.csv', '--counts', 'a1.parquet')).toContain('got both');
  expect(await fault('fit', '--counts', 'b*.parquet')).toContain('b*.parquet: some file must match, got none');
  expect(await fault('fit', '--counts', 'a1.parquet', '--separator', ';')).toContain('--counts, a table whose columns');
});

it('fits the model of the log to counts, from a database too', async () => {
  const model = (file: string): unknown => {
    const { couplet, ...rest } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    return [couplet !== undefined, rest];
  };
  await commandRun(folder, ['fit', 'log.csv', '--out', 'whole.json']);
  await commandRun(folder, ['fit', '--counts', 'a*.parquet', '--out', 'counted.json']);
  expect(model('counted.json')).toEqual(model('whole.json'));
  const { counts, first } = await aggregate(memorySource(log));
  const lines = Array.from(counts.count, (n, k) => `count,${counts.state[k]},${counts.action[k]},${counts.nextState[k]},${counts.terminated[k]},${n},${counts.reward[k]}`); // prettier-ignore
  const starts = Array.from(first.entries()).flatMap(([s, n]) => (n > 0 ? [`first,${s},,,,${n},`] : []));
  writeFileSync(join(folder, 'c.csv'), `${['part,state,action,next_state,terminated,n,reward', ...lines, ...starts].join('\n')}\n`); // prettier-ignore
  const { stderr } = await commandRun(folder, ['fit', '--counts', 'c.csv', '--env', 'chain', '--out', 'csv.json']);
  expect(stderr).toContain('from 90 trajectories');
  expect(model('csv.json')).toEqual(model('whole.json'));
});
