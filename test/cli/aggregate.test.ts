import { copyFileSync, writeFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { softened } from '../../policies/softened.js';
import { tabular } from '../../policies/tabular.js';
import { uniform } from '../../policies/uniform.js';
import { createRng } from '../../src/core/random/rng.js';
import { writeMdp, writePolicy, writeTrajectories } from '../../src/files/index.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import { subset } from '../../src/trajectories/subset.js';
import { type CommandRun, commandRun } from '../support/commandRun.js';
import { emptyFolder } from '../support/emptyFolder.js';

const folder = emptyFolder();
const at = (name: string): string => join(folder, name);
const MADE = { couplet: '0', command: 'test' } as never;
const chain = createEnv('chain').exactModel!();
const target = softened(tabular(new Array<number>(chain.nStates).fill(1), chain.nActions), 0.3);
const log = simulate(createRng(7), chain, uniform(chain.nStates, chain.nActions), { episodes: 90, horizon: 4 });
await writeTrajectories(at('whole.csv'), log, MADE);
await writePolicy(at('target.json'), target, MADE);
for (const part of [0, 1, 2, 3]) {
  const episodes = Array.from({ length: 90 }, (_, e) => e).slice(part * 25, part * 25 + 25);
  const named = { ...subset(log, Uint32Array.from(episodes)), episodeId: episodes.map(String) };
  await writeTrajectories(at(`part-${part}.parquet`), named, MADE);
}

const run = (...words: string[]): Promise<CommandRun> => commandRun(folder, words);

interface Shown {
  readonly estimates: readonly {
    readonly value: number;
    readonly interval: { readonly interval: { readonly lower: number; readonly upper: number } };
  }[];
}

function figures({ stdout, stderr }: CommandRun): number[][] {
  expect(stderr).not.toContain('couplet:');
  return (JSON.parse(stdout) as Shown).estimates.map(({ value, interval: { interval } }) => [
    ...[value, interval.lower, interval.upper],
  ]);
}

const NAMED = ['on-policy', 'is', 'wis', 'pdis', 'wpdis'].flatMap((name) => ['--estimator', name]);
const ASKED = [...['--policy', 'target.json', '--json', '--replicates', '50'], ...NAMED];
const PART = ['aggregate', 'part-*.parquet', '--policy', 'target.json', '--horizon', '4'];

it.each([
  ['logged', [], []],
  ['estimated', ['--behaviour', 'estimated', '--counts', 'counts.parquet'], ['--behaviour', 'estimated']],
])('sums up parts that together are the log, behaviour %s', async (_, ofPart, ofWhole) => {
  const counted = await run('aggregate', 'part-*.parquet', '--out', 'counts.parquet');
  expect(counted.stderr).toBe(
    `90 episodes, ${log.state.length} steps of 4 files; written to counts.parquet\nnext: couplet fit --counts 'counts.parquet' --out mdp.json\n`,
  );
  for (const index of [0, 1, 2]) {
    const { code, stderr } = await run(...PART, ...ofPart, '--shard', `${index}/3`, '--out', `a${index}.parquet`);
    expect([code, stderr]).toEqual([0, expect.stringContaining('next: couplet ope --aggregates each file')]);
  }
  const sums = figures(await run('ope', '--aggregates', 'a*.parquet', ...ASKED));
  // An estimated behaviour is held fixed in blocks, and estimated anew in resamples of a log.
  const whole = figures(await run('ope', 'whole.csv', ...ASKED, ...ofWhole, '--interval', 'block-bootstrap'));
  const compared = ofWhole.length === 0 ? 3 : 1;
  sums.forEach((row, k) => {
    expect(row.slice(0, compared)).toBeAllClose(whole[k].slice(0, compared), { rtol: 1e-12, atol: 1e-12 });
  });
});

it('has dr, wdr and cis of a model, as the log in memory has them', async () => {
  await run('aggregate', 'part-*.parquet', '--out', 'counts.parquet');
  await run('fit', '--counts', 'counts.parquet', '--out', 'fitted.json', '--prior', '1', '--prior-support', 'all');
  const model = ['--mdp', 'fitted.json'];
  for (const index of [0, 1]) await run(...PART, ...model, '--shard', `${index}/2`, '--out', `m${index}.parquet`);
  const asked = [
    ...['--policy', 'target.json', '--json', '--replicates', '50', '--return-range=-9,9'],
    ...['dr', 'wdr', 'cis'].flatMap((name) => ['--estimator', name]),
  ];
  const sums = figures(await run('ope', '--aggregates', 'm*.parquet', ...asked));
  const whole = figures(await run('ope', 'whole.csv', ...asked, ...model, '--interval', 'block-bootstrap'));
  sums.forEach((row, k) => expect(row).toBeAllClose(whole[k], { rtol: 1e-12, atol: 1e-12 }));
  const shown = await run('ope', '--aggregates', 'm*.parquet', '--policy', 'target.json', '--replicates', '20');
  expect(shown.stdout).toContain('model fitted; dr and wdr by the model of the sums');
  await writeMdp(at('chain.json'), chain, MADE);
  const other = await run('ope', '--aggregates', 'm*.parquet', ...asked, '--mdp', 'chain.json');
  expect(other.stderr).toContain('--mdp: must be the model that the log was aggregated with (SHA-256 ');
});

const HEAD = 'episode,t,state,action,reward,next_state,terminated\n';
writeFileSync(at('apart.csv'), `${HEAD}a,0,0,1,0,1,0\nb,0,0,1,0,1,0\na,1,1,1,0,1,0\n`);
writeFileSync(at('foreign.csv'), `${HEAD}a,0,0,1,0,1,0\n`);
writeFileSync(
  at('foreign.parquet'),
  Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'episode', data: ['a'], type: 'STRING' },
        ...['t', 'state', 'action', 'reward', 'next_state', 'terminated'].map((name) => ({
          ...{ name, data: [0], type: 'INT32' as const },
        })),
      ],
    }),
  ),
);
writeFileSync(at('lacking.csv'), 'episode,t,state,reward\na,0,0,1\n');
copyFileSync(at('part-0.parquet'), at('cut.parquet'));
writeFileSync(at('cut.parquet'), 'PAR1');
await writePolicy(at('larger.json'), uniform(99, 2), MADE);

it.each([
  [['none.parquet'], 'none.parquet: '],
  [['none-*.parquet'], 'none-*.parquet: some file must match, got none'],
  [['-'], 'a log must be in files'],
  [['part-0.parquet', 'part-*.parquet'], 'part-0.parquet: must be named once'],
  [['cut.parquet'], 'cut.parquet: must be Parquet'],
  [['lacking.csv'], "lacking.csv:1: must have a column 'action'"],
  [['part-0.parquet', '--policy', 'larger.json'], 'must have 3 states and 2 actions, got 99'],
  [['part-0.parquet', '--policy', 'optimal'], 'give the file of a policy, as `couplet solve` writes it'],
  [['part-0.parquet', '--policy', 'target.json', '--horizon', '2'], "must have at most the horizon's 2 steps"],
  [['part-0.parquet', '--shard', '3/3'], '--shard: must be i/n'],
  [['foreign.parquet', '--shard', '0/2'], '--states: must be given for a part of a log'],
  [['foreign.csv', '--policy', 'target.json', '--shard', '0/2'], '--horizon: must be named for a part of a log'],
  [
    ['foreign.csv', '--policy', 'target.json', '--horizon', '3', '--shard', '0/2'],
    '--behaviour: must be named for a part',
  ],
  [
    ['part-*.parquet', '--policy', 'target.json', '--behaviour', 'estimated', '--shard', '0/2'],
    'counts of the whole log are needed for a part of it',
  ],
  [['part-0.parquet', '--from', 'select 1'], '--from: must be given in place of files, got part-0.parquet'],
  [['--from', 'select 1', '--shard', '0/2'], '--shard: must be left out with --from'],
  [[], 'a log must be in files, as parts of it are read, got none'],
  [['part-0.parquet', '--blocks', '16'], 'no --policy: counts are of the log alone'],
])('refuses %j', async (words, fault) => {
  const { code, stderr } = await run('aggregate', ...words, '--out', 'refused.parquet');
  expect(stderr).toContain(fault);
  expect(code).toBeGreaterThan(0);
});
