import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { createPolicy } from '../../../policies/registry.js';
import { aggregate } from '../../../src/aggregates/aggregate.js';
import { memorySource } from '../../../src/aggregates/source/memorySource.js';
import { findDialect } from '../../../src/aggregates/sql/dialect/dialects.js';
import { fitQuery } from '../../../src/aggregates/sql/fitQuery.js';
import { createRng } from '../../../src/core/random/rng.js';
import { fit } from '../../../src/fit/fit.js';
import { simulate } from '../../../src/trajectories/simulate/simulate.js';
import { aggregatesOfRows } from '../../support/databases/aggregatesOfRows.js';
import { eachDatabase } from '../../support/databases/eachDatabase.js';
import { expectSameAggregates } from '../../support/databases/expectSameAggregates.js';

const grid = createEnv('gridworld', { width: 3, height: 2 });
const log = {
  ...simulate(createRng(6), grid, createPolicy('uniform', grid.exactModel!()), { episodes: 2000, horizon: 5 }),
  source: {},
};

eachDatabase((dialect, database) => {
  it('counts as fit does, to the last', async () => {
    await database().load('log', log);
    const rows = await database().query(fitQuery(dialect, { table: 'log', nStates: 6, nActions: 4 }));
    expect(rows.filter(({ part }) => part === 'fault')).toEqual([]);
    expect(rows[0]).toMatchObject({ part: 'about', version: '1', n_states: '6', n_actions: '4' });
    const found = aggregatesOfRows(rows, 6, 4);
    expectSameAggregates(found, await aggregate(memorySource(log), { blocks: 1 }));
    const { counts } = fit(log, undefined);
    const entries: number[][] = [];
    for (let row = 0; row < 24; row++)
      for (let k = counts.rowStart[row]; k < counts.rowStart[row + 1]; k++)
        entries.push([Math.floor(row / 4), row % 4, counts.nextState[k], counts.count[k]]);
    const { state, action, nextState, count } = found.counts;
    expect(Array.from(count, (n, k) => [state[k], action[k], nextState[k], n])).toEqual(entries);
  });

  it('says nothing of sizes that nobody gave, and withholds what is rare', async () => {
    const rows = await database().query(fitQuery(dialect, { table: 'log', space: 'cells' }, { least: 10 }));
    const [about] = rows;
    expect([about.space, about.n_states, about.n_actions]).toEqual(['cells', undefined, undefined]);
    expect(rows.filter(({ part }) => part === 'count').every(({ n }) => Number(n) >= 10)).toBe(true);
    expect(rows.filter(({ part }) => part === 'withheld').map(({ kind }) => kind)).toEqual(['count', 'first']);
  });
});

describe('fitQuery', () => {
  it('refuses what cannot be a number of episodes', () => {
    expect(() => fitQuery(findDialect('duckdb'), { table: 'log' }, { least: 0.5 })).toThrow(
      'sql: least must be a whole number of episodes from 1, got 0.5',
    );
  });
});
