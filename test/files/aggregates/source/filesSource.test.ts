import { fc, test } from '@fast-check/vitest';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../../../../src/aggregates/aggregate.js';
import type { Aggregates } from '../../../../src/aggregates/aggregates.js';
import { mergeAggregates } from '../../../../src/aggregates/mergeAggregates.js';
import { memorySource } from '../../../../src/aggregates/source/memorySource.js';
import { filesSource } from '../../../../src/files/aggregates/source/filesSource.js';
import { provenance } from '../../../../src/files/provenance.js';
import { writeTrajectories } from '../../../../src/files/trajectories/writeTrajectories.js';
import { writtenRows } from '../../../../src/files/trajectories/rows/writtenRows.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { loggedProblem } from '../../../support/opeOracle/generators.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('test', { seed: 1 });

/** A log as another program writes it: groups of so many rows, integers of 64 bits, the episode's name as text. */
function foreign(log: Trajectories, rowGroupSize: number, first = 0, end: number = log.state.length): ArrayBuffer {
  const rows = [...writtenRows(log)].map(([name, [t, state, action, reward, next, over, propensity]]) => ({
    ...{ name, t, state, action, reward, next, over, propensity },
  }));
  const taken = rows.slice(first, end);
  return parquetWriteBuffer({
    columnData: [
      { name: 'episode', data: taken.map((row) => row.name), type: 'STRING' },
      { name: 't', data: taken.map((row) => BigInt(row.t)), type: 'INT64' },
      { name: 'state', data: taken.map((row) => Number(row.state)), type: 'INT32' },
      { name: 'action', data: taken.map((row) => Number(row.action)), type: 'INT32' },
      { name: 'reward', data: taken.map((row) => Number(row.reward)), type: 'DOUBLE' },
      { name: 'next_state', data: taken.map((row) => Number(row.next)), type: 'INT32' },
      { name: 'terminated', data: taken.map((row) => row.over === '1'), type: 'BOOLEAN' },
      { name: 'propensity', data: taken.map((row) => Number(row.propensity)), type: 'DOUBLE' },
    ],
    rowGroupSize,
  });
}

/** Sums of integers and dyadic numbers are exact, others not: what is counted must be the same. */
function counted({ counts, first, weighted }: Aggregates): unknown {
  const { episodes, steps, cells } = weighted!;
  return [counts.count, first, episodes.count, episodes.steps, steps.count, steps.ended, cells.count];
}

describe('filesSource', () => {
  test.prop([
    loggedProblem({ maxEpisodes: 8 }),
    fc.integer({ min: 1, max: 5 }),
    fc.nat(20),
    fc.integer({ min: 1, max: 4 }),
  ])(
    'gives the log, whole and in shards, however files and groups of rows cut its episodes',
    async ({ trajectories, target }, groupSize, cut, shards) => {
      const options = { target, blocks: 16, horizon: trajectories.source.horizon };
      const whole = await aggregate(memorySource(trajectories), options);
      const middle = Math.max(1, Math.min(cut, trajectories.state.length - 1));
      const paths = [at('a.parquet')];
      await writeFile(paths[0], Buffer.from(foreign(trajectories, groupSize, 0, middle)));
      if (middle < trajectories.state.length) {
        paths.push(at('b.parquet'));
        await writeFile(paths[1], Buffer.from(foreign(trajectories, groupSize, middle)));
      }
      const read = await aggregate(await filesSource(paths), options);
      expect(read).toEqual({ ...whole, source: {} });
      const parts: Aggregates[] = [];
      for (let index = 0; index < shards; index++) {
        const source = await filesSource(paths, { shard: { index, of: shards } });
        try {
          parts.push(await aggregate(source, options));
        } catch (error) {
          expect(String(error)).toContain('must hold at least one step, got none');
        }
      }
      expect(counted(parts.reduce(mergeAggregates))).toEqual(counted(whole));
    },
  );

  it('reads what we write, in every format', async () => {
    const [{ trajectories, target }] = fc.sample(loggedProblem({ minEpisodes: 3 }), { numRuns: 1, seed: 5 });
    const whole = await aggregate(memorySource(trajectories), { target });
    for (const format of ['csv', 'jsonl', 'parquet', 'npz']) {
      await writeTrajectories(at(`log.${format}`), trajectories, origin);
      expect(await aggregate(await filesSource([at(`log.${format}`)]), { target })).toEqual(whole);
    }
  });

  it('says what does not fit', async () => {
    const [{ trajectories }] = fc.sample(loggedProblem({ minEpisodes: 3 }), { numRuns: 1, seed: 5 });
    await writeTrajectories(at('log.csv'), trajectories, origin);
    await writeTrajectories(at('more.csv'), { ...trajectories, nStates: 9 }, origin);
    await expect(filesSource([at('log.csv'), at('more.csv')])).rejects.toThrow(
      'more.csv: must be of the same states, actions and columns as',
    );
    await expect(filesSource([])).rejects.toThrow('files must be at least one, got none');
    await expect(filesSource([at('log.csv')], { shard: { index: 2, of: 2 } })).rejects.toThrow(
      'with i from 0 to n − 1, got 2/2',
    );
    // A small text has one part, which is the first shard's.
    const empty = await filesSource([at('log.csv')], { shard: { index: 1, of: 2 } });
    await expect(aggregate(empty)).rejects.toThrow(
      `shard 1/2 of ${at('log.csv')}: must hold at least one step, got none - check that it was written to its end, and take no more shards than it has parts`,
    );
  });
});
