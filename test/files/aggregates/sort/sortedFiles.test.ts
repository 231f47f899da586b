import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { aggregate } from '../../../../src/aggregates/aggregate.js';
import { memorySource } from '../../../../src/aggregates/source/memorySource.js';
import { filesSource } from '../../../../src/files/aggregates/source/filesSource.js';
import { sortedFiles } from '../../../../src/files/aggregates/sort/sortedFiles.js';
import { provenance } from '../../../../src/files/provenance.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import { writeTrajectories } from '../../../../src/files/trajectories/writeTrajectories.js';
import { summarizeTrajectories } from '../../../../src/trajectories/summarizeTrajectories.js';
import { loggedProblem } from '../../../support/opeOracle/generators.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();

/** Steps of 4,000 episodes of three, one time after another. */
function mixed(path: string, order: (row: number) => number): void {
  const rows = Array.from({ length: 12_000 }, (_, k) => order(k));
  const column = (of: (e: number, t: number) => number): number[] =>
    rows.map((r) => of(r % 4000, Math.floor(r / 4000)));
  const columns = {
    ...{ t: column((_, t) => t), state: column((e, t) => (e + t) % 7), action: column((e, t) => (e * t) % 2) },
    ...{ reward: column((e) => e % 5), next_state: column((e, t) => (e + t + 1) % 7) },
    terminated: column((_, t) => Number(t === 2)),
  };
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: "patient's id", data: rows.map((r) => `p${r % 4000}`), type: 'STRING' },
      ...Object.entries(columns).map(([name, data]) => ({ name, data, type: 'INT32' as const })),
    ],
    rowGroupSize: 3000,
  });
  writeFileSync(path, Buffer.from(bytes));
}

const columns = { episode: "patient's id" };

it('puts a log in order, over several files too, and leaves nothing behind', async () => {
  mixed(at('mixed.parquet'), (row) => row);
  mixed(at('sorted.parquet'), (row) => Math.floor(row / 3) + 4000 * (row % 3));
  const expected = await aggregate(await filesSource([at('sorted.parquet')], { columns }));
  await expect(filesSource([at('mixed.parquet')], { columns }).then(aggregate)).rejects.toThrow(
    'as couplet aggregate --sort does',
  );
  const { paths, remove } = await sortedFiles([at('mixed.parquet')], { columns, fileSize: '8KB', groupRows: 2048 });
  expect(paths.length).toBeGreaterThan(1);
  expect(await aggregate(await filesSource(paths, { columns }))).toEqual(expected);
  await remove();
  expect(existsSync(dirname(paths[0]))).toBe(false);
});

it('puts text in order, with its quotes, first lines and packing', async () => {
  const rows = ['"q,1";1;1;0;0,5;0;1', '007;1;1;1;2;0;1', '7;0;0;1;"3";1;1', '"q,1";0;0;0;-1;1;0', '007;0;0;0;0;1;0'];
  const head = 'Episode;T;state;action;reward;next_state;terminated';
  writeFileSync(at('a.csv'), [...['# a remark', 'sep=;', head], ...rows.slice(0, 3)].join('\n'));
  writeFileSync(at('b.csv.gz'), gzipSync([head, ...rows.slice(3), ''].join('\r\n')));
  const { paths, remove } = await sortedFiles([at('a.csv'), at('b.csv.gz')]);
  writeFileSync(at('whole.csv'), [head, ...rows].join('\n'));
  const [sorted, expected] = [await readTrajectories(paths[0]), await readTrajectories(at('whole.csv'))];
  expect(sorted.episodeId).toEqual(['007', '7', 'q,1']);
  expect([...sorted.reward]).toEqual([0, 2, 3, -1, 0.5]);
  expect(summarizeTrajectories(sorted)).toEqual(summarizeTrajectories(expected));
  await remove();
});

it('puts our own text in order, and says of it what it said', async () => {
  const [{ trajectories }] = fc.sample(loggedProblem({ minEpisodes: 3 }), { numRuns: 1, seed: 5 });
  for (const name of ['log.csv', 'log.jsonl']) {
    await writeTrajectories(at(name), trajectories, provenance('test', { seed: 1 }));
    const [first, ...lines] = readFileSync(at(name), 'utf8').trimEnd().split('\n');
    const names = name === 'log.csv' ? [lines.shift()] : [];
    writeFileSync(at(`mixed-${name}`), [first, ...names, ...lines.reverse(), ''].join('\n'));
    const { paths, remove } = await sortedFiles([at(`mixed-${name}`)]);
    expect(await aggregate(await filesSource(paths))).toEqual(await aggregate(memorySource(trajectories)));
    await remove();
  }
});

it('says what it cannot sort', async () => {
  await expect(sortedFiles(['log.csv', 'log.jsonl'])).rejects.toThrow(
    '--sort: files must be all Parquet, CSV or JSON lines, got csv and jsonl - sort each kind by itself',
  );
  await expect(sortedFiles(['log.json'])).rejects.toThrow('CSV or JSON lines, got json');
  await expect(sortedFiles(['none.csv'])).rejects.toThrow('none.csv: ');
  mixed(at('mixed.parquet'), (row) => row);
  await expect(sortedFiles([at('mixed.parquet')])).rejects.toThrow('must be a log that DuckDB can sort, got');
});
