import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { softened } from '../../../policies/softened.js';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import { memorySource } from '../../../src/aggregates/source/memorySource.js';
import { findDialect } from '../../../src/aggregates/sql/dialect/dialects.js';
import { type OpeQueryOptions, opeQuery } from '../../../src/aggregates/sql/opeQuery.js';
import type { SqlLog } from '../../../src/aggregates/sql/sqlLog.js';
import { createRng } from '../../../src/core/random/rng.js';
import type { MarkovPolicy } from '../../../src/mdp/overTime/policyOverTime.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { aggregatesOfRows } from '../../support/databases/aggregatesOfRows.js';
import { eachDatabase } from '../../support/databases/eachDatabase.js';
import { expectSameAggregates } from '../../support/databases/expectSameAggregates.js';
import type { AnsweredRow } from '../../support/databases/logTable.js';
import { estimatesFromSums } from '../../support/estimatesFromSums.js';
import { logWithRatios } from '../../support/extremeLog.js';

const grid = createEnv('gridworld', { width: 3, height: 2 });
/** Never takes most actions; the clinician takes all. */
const target = createPolicy('optimal', grid.exactModel!());
const clinician = softened(target, 0.5);
/** 12,000 steps; some episodes end, others are cut off. */
const log: Trajectories = {
  ...simulate(createRng(5), grid, clinician, { episodes: 3000, horizon: 6, propensities: 'taken' }),
  source: {},
};
const plainTarget = { nStates: target.nStates, nActions: target.nActions, probability: target.probability };

eachDatabase((dialect, database) => {
  const asked = async (
    table: Partial<SqlLog>,
    policy: MarkovPolicy,
    options: OpeQueryOptions,
  ): Promise<AnsweredRow[]> => database().query(await opeQuery(dialect, { table: 'log', ...table }, policy, options));
  const faults = (rows: readonly AnsweredRow[]): Record<string, number> =>
    Object.fromEntries(rows.filter(({ part }) => part === 'fault').map(({ kind, n }) => [kind, Number(n)]));

  it.each([
    ['logged', 256],
    ['estimated', 16],
    ['given', 1],
  ] as const)('sums as aggregate does, of a behaviour that is %s, in %i blocks', async (kind, blocks) => {
    await database().run('drop table if exists log');
    await database().load('log', log);
    const behaviour = kind === 'given' ? clinician : kind;
    const options = { discount: 0.9, behaviour, blocks };
    const rows = await asked({}, plainTarget, options);
    expect(faults(rows)).toEqual({});
    const found = aggregatesOfRows(rows, 6, 4);
    const { propensity, ...bare } = log;
    const expected = await aggregate(memorySource(kind === 'logged' ? { ...bare, propensity: propensity! } : bare), {
      ...options,
      target: plainTarget,
    });
    expectSameAggregates(found, expected);
    const [mine, theirs] = [found, expected].map((sums) => Object.values(estimatesFromSums(sums)));
    expect(mine).toBeAllClose(theirs, { rtol: 1e-12, atol: 1e-12 });
  });

  it('neither overflows nor loses what is small, and keeps actions that the target excludes out of all sums', async () => {
    const long = (ratio: number, length = 900): number[] => new Array<number>(length).fill(ratio);
    const { log: extreme, target: policy } = logWithRatios(
      [
        long(1),
        [...long(-1, 899), -Infinity],
        [...long(-Infinity, 1), ...long(1, 20)],
        long(-1),
        [-700, -700],
        [-300],
        [0],
      ],
      900,
    );
    await database().load('extreme', extreme);
    for (const blocks of [1, 4096] as const) {
      const options = { discount: 0.5, blocks };
      const rows = await asked({ table: 'extreme' }, policy, options);
      expect(faults(rows)).toEqual({});
      const expected = await aggregate(memorySource(extreme), { ...options, target: policy });
      expectSameAggregates(aggregatesOfRows(rows, 1, 5), expected);
      if (blocks === 1) expect(expected.weighted?.episodes.logScale[0]).toBeGreaterThan(800);
    }
  });

  it('goes by the step where the target does', async () => {
    const overTime = { ...plainTarget, horizon: 6, probability: new Float64Array(6 * 24) };
    for (let t = 0; t < 6; t++)
      overTime.probability.set(t % 2 === 0 ? target.probability : clinician.probability, 24 * t);
    await database().load('by step', log);
    const found = aggregatesOfRows(await asked({ table: 'by step' }, overTime, { blocks: 16 }), 6, 4);
    expectSameAggregates(found, await aggregate(memorySource(log), { target: overTime, blocks: 16, horizon: 6 }));
  });

  it('finds the longest episode itself, and columns of other names in tables of any, its own among them', async () => {
    const table = 'weighted_steps';
    await database().run('create schema "order"');
    await database().load('short', { ...log, nEpisodes: 200, episodeStart: log.episodeStart.slice(0, 201) });
    await database().run(
      `create table "order"."${table}" as select episode as "Stay id", t as step, state as "select", action, reward as "r;--", next_state, terminated, ln(propensity) as lp from short`,
    );
    const columns = { episode: 'Stay id', t: 'step', state: 'select', reward: 'r;--', log_propensity: 'lp' };
    const found = await asked({ table: `order.${table}`, columns }, plainTarget, { blocks: 16 });
    const plain = await asked({ table: 'short' }, plainTarget, { blocks: 16 });
    expect(faults(found)).toEqual({});
    expectSameAggregates(aggregatesOfRows(found, 6, 4), aggregatesOfRows(plain, 6, 4));
    expect(found[0]).toMatchObject({ horizon: '6', n_states: '6' });
  });

  it('withholds rows of few episodes, and of weights of few, and says how many', async () => {
    await database().load('few', { ...log, nEpisodes: 300, episodeStart: log.episodeStart.slice(0, 301) });
    const options = { blocks: 16, behaviour: clinician };
    const all = await asked({ table: 'few' }, plainTarget, options);
    const some = await asked({ table: 'few' }, plainTarget, { ...options, least: 10 });
    const withheld = Object.fromEntries(some.filter(({ part }) => part === 'withheld').map((row) => [row.kind, row]));
    for (const part of ['count', 'first', 'block', 'step', 'cell']) {
      const [before, after] = [all, some].map((rows) => rows.filter((row) => row.part === part));
      const total = (rows: readonly AnsweredRow[]): number => rows.reduce((sum, { n }) => sum + Number(n), 0);
      expect(
        after.every(({ n, positive }) => Number(n) >= 10 && !(Number(positive) > 0 && Number(positive) < 10)),
      ).toBe(true);
      expect([Number(withheld[part].n), Number(withheld[part].mass)]).toEqual([
        before.length - after.length,
        total(before) - total(after),
      ]);
      expect(withheld[part].least).toBe('10');
    }
    // A scale is the largest of the weights, which are one patient's each, unless it is rounded.
    const scales = some.filter(({ log_scale: scale }) => scale !== '').map(({ log_scale: scale }) => Number(scale));
    expect(scales.length).toBeGreaterThan(3);
    expect(scales.every(Number.isInteger)).toBe(true);
    expect(some.every(({ g_least: least }) => least === '')).toBe(true);
  });

  it('counts patients, not steps, where few are withheld', async () => {
    const waiting = logWithRatios([new Array<number>(30).fill(0), ...new Array<number[]>(9).fill([0])], 30);
    await database().load('waiting', waiting.log);
    const rows = await asked({ table: 'waiting' }, waiting.target, { blocks: 1, least: 10 });
    // 29 steps of one patient who stays, and 10 patients who end.
    const counts = rows.filter(({ part }) => part === 'count').map(({ terminated, n }) => [terminated, n]);
    expect(counts).toEqual([['1', '10']]);
  });

  it('counts what is wrong with a log', async () => {
    await database().load('faulty', { ...log, nEpisodes: 40, episodeStart: log.episodeStart.slice(0, 41) });
    const after = async (change: string, options: OpeQueryOptions = {}): Promise<Record<string, number>> => {
      await database().run('drop table if exists bad');
      await database().run('create table bad as select * from faulty');
      await database().run(change);
      return faults(await asked({ table: 'bad' }, plainTarget, options));
    };
    const one = `where episode = '3' and t = 1`;
    expect(await after(`update bad set reward = reward`)).toEqual({});
    expect(await after(`update bad set reward = null ${one}`)).toEqual({ incomplete: 1 });
    expect(await after(`update bad set reward = 'NaN' ${one}`)).toEqual({ incomplete: 1 });
    expect(await after(`update bad set action = 4 ${one}`)).toEqual({ range: 1 });
    expect(await after(`update bad set propensity = 0 ${one}`)).toEqual({ propensity: 1 });
    expect(await after(`update bad set propensity = 1.5 ${one}`)).toEqual({ propensity: 1 });
    expect(await after(`update bad set next_state = 5 - next_state ${one}`)).toEqual({ chain: 1 });
    expect(await after(`delete from bad ${one}`)).toMatchObject({ order: 1 });
    expect(await after(`insert into bad select * from faulty ${one}`)).toMatchObject({ order: 1 });
    expect(await after(`update bad set terminated = true where episode = '3' and t = 0`)).toEqual({ order: 1 });
    const long = Number((await database().query('select count(*) as n from faulty where t = 2'))[0].n);
    expect(await after(`update bad set reward = reward`, { horizon: 2 })).toEqual({ length: long });
  });

  it('counts steps in which a policy says nothing', async () => {
    await database().load('silent', log);
    const visits = Number((await database().query('select count(*) as n from silent where state = 0'))[0].n);
    const silent = { ...plainTarget, undefinedRows: Uint8Array.of(1, 0, 0, 0, 0, 0) };
    expect(faults(await asked({ table: 'silent' }, silent, {}))).toEqual({ target: visits });
    const taken = Number((await database().query('select count(*) as n from silent where action = 2'))[0].n);
    const never = clinician.probability.map((_, row) => (row % 4 === 2 ? 0 : 1 / 3));
    const behaviour = { ...plainTarget, probability: never };
    expect(faults(await asked({ table: 'silent' }, plainTarget, { behaviour }))).toEqual({ propensity: taken });
  });
});

describe('opeQuery', () => {
  const fails = async (log: Partial<SqlLog>, options: OpeQueryOptions, message: string): Promise<void> => {
    await expect(opeQuery(findDialect('postgres'), { table: 'log', ...log }, plainTarget, options)).rejects.toThrow(
      message,
    );
  };
  it('says what does not fit', async () => {
    await fails({}, { horizon: 0 }, 'sql: horizon must be a finite number of steps from 1, got 0');
    await fails({}, { discount: 1.5 }, 'sql: discount must be in (0, 1], got 1.5');
    await fails({}, { blocks: 100 }, 'sql: blocks must be 1, 16, 256 or 4096, got 100');
    await fails({}, { least: 0 }, 'sql: least must be a whole number of episodes from 1, got 0');
    await fails({ nStates: 7 }, {}, 'sql: policy must have 7 states and 4 actions, got 6 and 4');
    await fails({ table: 'a"b' }, {}, 'sql: table must be a name');
    await fails({ columns: { state: 's" from x; drop table log --' } }, {}, 'a name must hold no quotation marks');
    const behaviour = { nStates: 5, nActions: 4, probability: new Float64Array(20).fill(0.25) };
    await fails({}, { behaviour }, 'sql: behaviour: policy must have 6 states and 4 actions, got 5 and 4');
  });
});
