import { parquetMetadata } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { appendFile, open, readFile, utimes, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StepChunk } from '../../../../src/aggregates/source/stepSource.js';
import { filesSource } from '../../../../src/files/aggregates/source/filesSource.js';
import { logFields } from '../../../../src/files/trajectories/columns/logFields.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import { openHandles, tellsHandles } from '../../openHandles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const GROUPS = 4;
/** When the file is said to have been written last: in whole seconds, which any disk keeps. */
const WHEN = 1e9;
const at = temporaryFolder();
const path = (): string => at('log.parquet');

/** Two runs of two steps in each group of rows. */
beforeEach(async () => {
  const rows = Array.from({ length: 4 * GROUPS }, (_, i) => i);
  const columns = {
    episode: rows.map((i) => i >> 1),
    t: rows.map((i) => i & 1),
    state: rows.map((i) => i),
    action: rows.map(() => 0),
    reward: rows.map((i) => i / 4),
    next_state: rows.map((i) => i + 1),
    terminated: rows.map((i) => i % 2 === 1),
  };
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data }));
  await writeFile(path(), Buffer.from(parquetWriteBuffer({ columnData, rowGroupSize: 4 })));
  await utimes(path(), WHEN, WHEN);
});

/** Writes over the pages of a column, which the file does not tell of. */
async function damage(column: string, group: number): Promise<void> {
  const { row_groups: groups } = parquetMetadata(new Uint8Array(await readFile(path())));
  const meta = groups[group].columns.find(({ meta_data: meta }) => meta?.path_in_schema[0] === column)?.meta_data;
  const handle = await open(path(), 'r+');
  await handle.write(
    Buffer.alloc(Number(meta?.total_compressed_size), 0xff),
    0,
    undefined,
    Number(meta?.data_page_offset),
  );
  await handle.close();
  await utimes(path(), WHEN, WHEN);
}

const chunksOf = async (): Promise<AsyncIterator<StepChunk>> => {
  const chunks = (await filesSource([path()], { nStates: 20, nActions: 1 })).chunks();
  return (chunks as AsyncIterable<StepChunk>)[Symbol.asyncIterator]();
};

describe('a Parquet file', () => {
  it('is read a group of rows at a time', async () => {
    const chunks = await chunksOf();
    expect((await chunks.next()).value).toMatchObject({ state: Int32Array.of(0, 1, 2, 3) });
    await damage('state', 2);
    expect((await chunks.next()).value).toMatchObject({ state: Int32Array.of(4, 5, 6, 7) });
    await expect(chunks.next()).rejects.toThrow('must be Parquet, got');
  });

  it('that is written to meanwhile is refused', async () => {
    const chunks = await chunksOf();
    await chunks.next();
    await appendFile(path(), 'x');
    await expect(chunks.next()).rejects.toThrow(`${path()}: must stay as it is while it is read`);
  });

  it('that is another when its rows are read is refused', async () => {
    const chunks = await chunksOf();
    const columnData = ['episode', 't'].map((name) => ({ name, data: [0, 1] }));
    await writeFile(path(), Buffer.from(parquetWriteBuffer({ columnData })));
    await expect(chunks.next()).rejects.toThrow('got one with other groups of rows');
  });

  it.skipIf(!tellsHandles)('is open no longer than it is read, whatever comes', async () => {
    const whole = await chunksOf();
    await whole.next();
    expect(openHandles(path())).toBe(1);
    while ((await whole.next()).done !== true);
    expect(openHandles(path())).toBe(0);

    const left = await chunksOf();
    await left.next();
    await left.return?.();
    expect(openHandles(path())).toBe(0);

    await readTrajectories(path());
    await logFields(path());
    expect(openHandles(path())).toBe(0);

    await expect(readTrajectories(path(), { nStates: 3 })).rejects.toThrow('state must be');
    expect(openHandles(path())).toBe(0);

    await damage('action', 3);
    await expect(readTrajectories(path())).rejects.toThrow('must be Parquet');
    const failed = await chunksOf();
    for (let group = 0; group < GROUPS - 1; group++) await failed.next();
    await expect(failed.next()).rejects.toThrow('must be Parquet');
    expect(openHandles(path())).toBe(0);

    await writeFile(path(), 'PAR1 and no more than that: PAR1');
    await expect(readTrajectories(path())).rejects.toThrow('must be Parquet');
    expect(openHandles(path())).toBe(0);
  });
});
