import { writeFileSync } from 'node:fs';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { join } from 'node:path';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import { writeAggregates } from '../../../src/files/aggregates/writeAggregates.js';
import { readAggregates } from '../../../src/files/aggregates/readAggregates.js';
import { sortedFiles } from '../../../src/files/aggregates/sort/sortedFiles.js';
import { querySource } from '../../../src/files/aggregates/source/querySource.js';
import { filesSource } from '../../../src/files/aggregates/source/filesSource.js';
import { readMdp, readPolicy, readTrajectories, writeTrajectories } from '../../../src/files/index.js';
import { glanceParquet } from '../../../src/files/trajectories/parquet/glanceParquet.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { type Given, pairs } from './given.js';
import { type See, dataIn, faultOf, optionTable } from './optionTable.js';
import { MADE, grid, logOf, preparedFolder } from './prepared.js';

const folder = await preparedFolder();
const at = (name: unknown): string => join(folder, String(name));
const log = await readTrajectories(at('log.csv'));
await writeTrajectories(at('a.parquet'), log, MADE);
await writeTrajectories(at('b.parquet'), { ...logOf(grid(), 4, 6), episodeId: ['s', 't', 'u', 'v'] }, MADE);
await writeTrajectories(
  at('bare.parquet'),
  { ...log, propensities: undefined, propensity: undefined } as unknown as Trajectories,
  MADE,
);
await writeAggregates(at('counts.parquet'), await aggregate(await filesSource([at('log.csv')])), MADE);
writeFileSync(
  at('foreign.csv'),
  'episode,t,cell,action,reward,next_state,terminated\na,0,0,1,0.5,1,0\na,1,1,0,2,3,1\n',
);
writeFileSync(at('plain.csv'), 'episode,t,state,action,reward,next_state,terminated\na,0,0,1,0.5,1,0\na,1,1,0,2,3,1\n');

// Row k of the log is row 7 k mod n.
const rows = Array.from({ length: log.state.length }, (_, k) => (7 * k) % log.state.length);
const episodeOf = (row: number): number => log.episodeStart.findLastIndex((start) => start <= row);
const isEnd = (row: number, e: number): boolean => row === log.episodeStart[e + 1] - 1 && log.terminated[e] === 1;
const numbers = (name: string, of: (row: number) => number, type: 'INT32' | 'DOUBLE' = 'INT32'): ColumnSource => ({
  ...{ name, data: rows.map(of), type },
});
writeFileSync(
  at('mixed.parquet'),
  Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'episode', data: rows.map((row) => String(episodeOf(row))), type: 'STRING' },
        numbers('t', (row) => row - log.episodeStart[episodeOf(row)]),
        numbers('state', (row) => log.state[row]),
        numbers('action', (row) => log.action[row]),
        numbers('reward', (row) => log.reward[row], 'DOUBLE'),
        numbers('next_state', (row) => log.nextState[row]),
        numbers('terminated', (row) => Number(isEnd(row, episodeOf(row)))),
        numbers('propensity', (row) => log.propensity![row], 'DOUBLE'),
      ],
    }),
  ),
);

async function sortedSums(): Promise<unknown> {
  const { paths, remove } = await sortedFiles([at('mixed.parquet')]);
  const target = await readPolicy(at('target.json'));
  const sums = await aggregate(await filesSource(paths), { target, discount: 0.9 });
  await remove();
  return { sums };
}

/** The sums that the library makes of files, or of what is named as a query of all of one. */
async function library(given: Given): Promise<unknown> {
  if (given.from !== undefined) {
    const { source, close } = await querySource(String(given.from));
    const sums = await aggregate(source, { target: await readPolicy(at('target.json')), discount: 0.9 });
    close();
    return { sums };
  }
  const rounding = given.round === undefined ? {} : { rounding: Number(given.round) };
  const policy = async (name: unknown): ReturnType<typeof readPolicy> => readPolicy(at(name), rounding);
  const target = given.policy === undefined ? undefined : await policy(given.policy);
  const [index, of] = String(given.shard ?? '0/1')
    .split('/')
    .map(Number);
  const source = await filesSource([given['<logs>']].flat().map(at), {
    shard: { index, of },
    columns: pairs(given.column),
    nStates: given.states === undefined ? undefined : Number(given.states),
    nActions: given.actions === undefined ? undefined : Number(given.actions),
  });
  const { behaviour } = given;
  if (!target) return { sums: await aggregate(source) };
  const counted = given.counts === undefined ? 'estimated' : await readAggregates(at([given.counts].flat()[0]));
  return {
    sums: await aggregate(source, {
      target,
      discount: Number(given.discount ?? target.discount ?? 1),
      ...(given.mdp !== undefined && { model: await readMdp(at(given.mdp)) }),
      ...(given.horizon !== undefined && { horizon: Number(given.horizon) }),
      blocks: Number(given.blocks ?? 4096),
      behaviour:
        behaviour === undefined || behaviour === 'logged'
          ? undefined
          : behaviour === 'estimated'
            ? counted
            : await policy(behaviour),
    }),
  };
}

/** The sums of the file, and where they come from apart. */
const see: See = async (run) => {
  if (run.code !== 0) return faultOf(run);
  const { version, command, options, inputs } = JSON.parse(
    (await glanceParquet(at('sums.parquet'))).metadata('couplet')!,
  ) as Record<string, unknown>;
  return { couplet: { version, command, options, inputs }, sums: await readAggregates(at('sums.parquet')) };
};

const few = { '<logs>': ['plain.csv'] };
const part = { policy: 'target.json', behaviour: 'estimated', counts: 'counts.parquet', shard: '0/2', horizon: 6 };
const parts = { '<logs>': ['a.parquet', 'b.parquet'] };

optionTable('aggregate', {
  folder,
  base: { '<logs>': ['a.parquet'], policy: 'target.json', out: 'sums.parquet' },
  see,
  library,
  rows: [
    { option: '<logs>', value: ['a.parquet', 'b.parquet'], leave: ['<logs>'], beside: {} },
    { option: 'policy', value: 'other.json', leave: ['policy'] },
    { option: 'round', value: 0.01, beside: { policy: 'hundredths.json' } },
    { option: 'behaviour', value: 'estimated' },
    { option: 'behaviour', value: 'other.json', beside: { '<logs>': ['bare.parquet'] } },
    { option: 'counts', value: 'counts.parquet', beside: { ...parts, behaviour: 'estimated' } },
    { option: 'mdp', value: 'mdp.json' },
    { option: 'horizon', value: 9 },
    { option: 'discount', value: 0.5 },
    { option: 'blocks', value: 16 },
    { option: 'shard', value: '1/2', beside: { ...parts, ...part, shard: '0/2' } },
    { option: 'sort', value: true, beside: { '<logs>': ['mixed.parquet'] }, expected: sortedSums },
    { option: 'from', value: `select * from '${at('a.parquet')}'`, leave: ['<logs>'], beside: {} },
    { option: 'states', value: 7, leave: ['policy'], beside: few },
    { option: 'actions', value: 4, leave: ['policy'], beside: few },
    { option: 'column', value: ['state=cell'], leave: ['policy'], beside: { '<logs>': ['foreign.csv'] } },
    {
      option: 'json',
      value: true,
      manner: true,
      see: ({ stdout }) => Object.keys(dataIn(stdout) as object),
      expected: () => ['out', 'nEpisodes', 'nSteps', 'horizon', 'discount', 'behaviour', 'couplet'],
    },
    {
      option: 'out',
      value: 'other.parquet',
      leave: ['out'],
      manner: true,
      see: (_, read) => read('other.parquet').slice(0, 4),
      expected: () => 'PAR1',
    },
  ],
});
