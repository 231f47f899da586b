import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const fixture = (name: string): string => fileURLToPath(new URL(`../../../fixtures/parquet/${name}`, import.meta.url));
const files = ['brotli', 'gzip', 'lz4_raw', 'snappy', 'zstd', 'v2'];

/**
 * Written by DuckDB 1.5.6 from one table, as `compression` says; v2 has its pages in the second version, of zstd.
 * Rewards are decimals. `lists` is of PyArrow, see below.
 */
describe('a log that another program wrote', () => {
  it.each(files)('as %s.parquet is that of its CSV', async (name) => {
    expect(await readTrajectories(fixture(`${name}.parquet`))).toEqual(await readTrajectories(fixture('expected.csv')));
  });

  it.each(['snappy', 'zstd', 'lists'])('as %s.parquet with one bit changed is read or refused', async (name) => {
    const bytes = await readFile(fixture(`${name}.parquet`));
    for (let bit = 0; bit < 8 * bytes.length; bit += 53) {
      bytes[bit >> 3] ^= 1 << (bit & 7);
      await writeFile(at('bit.parquet'), bytes);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      const failure = await readTrajectories(at('bit.parquet')).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined && !(failure instanceof DataError)) throw new Error(`bit ${bit}`, { cause: failure });
    }
  });
});

/** Written by PyArrow 25.0.1 with its defaults, pages in the first version. */
it('reads lists of probabilities that PyArrow wrote', async () => {
  const { propensities, propensity, nActions } = await readTrajectories(fixture('lists.parquet'));
  const rows = Array.from({ length: 6 }, (_, i) => [i / 8, 0.25, (6 - i) / 8]);
  expect([propensities, propensity, nActions]).toEqual([
    Float64Array.from(rows.flat()),
    new Float64Array(6).fill(0.25),
    3,
  ]);
});
