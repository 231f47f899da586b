import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, it } from 'vitest';
import { aggregate } from '../../../../src/aggregates/aggregate.js';
import { filesSource } from '../../../../src/files/aggregates/source/filesSource.js';
import { sortedFiles } from '../../../../src/files/aggregates/source/sortedFiles.js';
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

it('says what it cannot sort', async () => {
  await expect(sortedFiles(['log.csv'])).rejects.toThrow('--sort: files must be Parquet, got log.csv');
  mixed(at('mixed.parquet'), (row) => row);
  await expect(sortedFiles([at('mixed.parquet')])).rejects.toThrow('must be a log that DuckDB can sort, got');
});
