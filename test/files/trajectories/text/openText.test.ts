import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { logInPieces } from '../../../../src/files/trajectories/pieces/logInPieces.js';
import { logFields } from '../../../../src/files/trajectories/columns/logFields.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import { openHandles, tellsHandles } from '../../openHandles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const NAMES = ['episode', 't', 'state', 'action', 'reward', 'next_state', 'terminated'];

const texts: Readonly<Record<'csv' | 'jsonl', (rows: readonly (readonly number[])[]) => string>> = {
  csv: (rows) => [NAMES, ...rows].map((row) => row.join(',')).join('\n'),
  jsonl: (rows) => rows.map((row) => JSON.stringify(Object.fromEntries(row.map((x, k) => [NAMES[k], x])))).join('\n'),
};

it.skipIf(!tellsHandles).each(['csv', 'jsonl', 'csv.gz', 'jsonl.gz'])(
  'is open no longer than it is read, whatever comes, %s',
  async (ending) => {
    const path = at(`log.${ending}`);
    const [format, packing] = ending.split('.') as ['csv' | 'jsonl', string | undefined];
    const write = (rows: readonly (readonly number[])[]): Promise<void> =>
      writeFile(path, packing === undefined ? texts[format](rows) : gzipSync(texts[format](rows), { level: 0 }));
    const row = (i: number): number[] => [i, 0, i % 7, 0, 0.5, 1, 1];
    for (const length of [3, 40_000]) {
      const rows = Array.from({ length }, (_, i) => row(i));
      await write(rows);
      expect((await readTrajectories(path)).nEpisodes).toBe(length);
      expect(await logFields(path)).toEqual(NAMES);
      const logs = (await logInPieces(path, format, { pieceRows: 2 })).logs();
      await logs.next();
      await logs.return(undefined);
      await expect.poll(() => openHandles(path)).toBe(0);
      await write([...rows.slice(0, 1), [-5, 0, -5, 0, 0, 0, 0], ...rows]);
      await expect(readTrajectories(path)).rejects.toThrow('state must be');
      await expect.poll(() => openHandles(path)).toBe(0);
    }
  },
);
