import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../../../../src/aggregates/aggregate.js';
import type { Aggregates } from '../../../../src/aggregates/aggregates.js';
import { memorySource } from '../../../../src/aggregates/source/memorySource.js';
import { type QuerySourceOptions, querySource } from '../../../../src/files/aggregates/source/querySource.js';
import { provenance } from '../../../../src/files/provenance.js';
import { writeTrajectories } from '../../../../src/files/trajectories/writeTrajectories.js';
import { loggedProblem } from '../../../support/opeOracle/generators.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const [{ trajectories: log, target }] = fc.sample(loggedProblem({ minEpisodes: 4 }), { numRuns: 1, seed: 5 });
const HEAD = 'episode,t,state,action,reward,next_state,terminated\n';

async function sums(query: string, options: QuerySourceOptions = {}, of = {}): Promise<Aggregates> {
  const { source, close } = await querySource(query, options);
  try {
    return await aggregate(source, of);
  } finally {
    close();
  }
}

describe('querySource', () => {
  it('gives the log that the file is, in whatever order where it is sorted', async () => {
    await writeTrajectories(at('log.parquet'), log, provenance('test', { seed: 1 }));
    const table = `'${at('log.parquet')}'`;
    const whole = { ...(await aggregate(memorySource(log), { target, horizon: 4 })), source: {} };
    const of = { target, horizon: 4 };
    expect(await sums(`select * from ${table} -- all`, {}, of)).toEqual(whole);
    expect(await sums(`select * from ${table} order by t desc, reward`, { sort: true }, of)).toEqual(whole);
    const renamed = `select *, state as cell from (select * exclude (episode), episode::varchar as episode from ${table})`;
    const columns = { state: 'cell' };
    expect(await sums(`${renamed};`, { columns }, { ...of, behaviour: 'estimated' })).toEqual({
      ...(await aggregate(memorySource(log), { ...of, behaviour: 'estimated' })),
      source: {},
    });
  });

  it('has rows that are apart put in order', async () => {
    const rows = ['a,0,0,1,0,1,0\n', 'a,1,1,0,1,0,1\n', 'b,0,1,1,2,0,1\n'];
    await writeFile(at('sorted.csv'), HEAD + rows.join(''));
    await writeFile(at('mixed.csv'), HEAD + [1, 2, 0].map((k) => rows[k]).join(''));
    const query = (name: string): string => `select * from read_csv('${at(name)}')`;
    expect(await sums(query('mixed.csv'), { sort: true })).toEqual(await sums(query('sorted.csv')));
  });

  it.each([
    ['rows that are apart', 'a,0,0,1,0,1,0\nb,0,0,1,0,1,0\na,1,1,1,0,1,0\n', 'as couplet aggregate --sort does'],
    ['a state that is no integer', 'a,0,0.5,1,0,1,0\n', 'the query: column state: must hold integers alone, got 0.5'],
    [
      'nothing for a reward',
      'a,0,0,1,,1,0\nb,0,0,1,1,1,0\n',
      'the query: column reward: must hold numbers alone, got null',
    ],
    ['text for a reward', 'a,0,0,1,x,1,0\n', 'the query: must be one that DuckDB can run, got Conversion Error'],
  ])('refuses %s', async (_, rows, message) => {
    await writeFile(at('log.csv'), HEAD + rows);
    await expect(sums(`select * from read_csv('${at('log.csv')}')`)).rejects.toThrow(message);
  });

  it('says what is no query, or of no log', async () => {
    await expect(querySource('drop table x')).rejects.toThrow(
      'the query: must be one that DuckDB can run, got Failed to extract',
    );
    await expect(querySource('select 1 as episode')).rejects.toThrow('the query: must have a column');
  });
});
