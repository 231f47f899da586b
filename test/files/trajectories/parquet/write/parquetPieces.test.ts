import { fc, test } from '@fast-check/vitest';
import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { provenance } from '../../../../../src/files/provenance.js';
import { columnNames } from '../../../../../src/files/trajectories/columns/columnNames.js';
import { logHeaderText } from '../../../../../src/files/trajectories/logHeader.js';
import { glanceParquet } from '../../../../../src/files/trajectories/parquet/glanceParquet.js';
import { hasNumbers, parquetPieces } from '../../../../../src/files/trajectories/parquet/write/parquetPieces.js';
import { readTrajectories } from '../../../../../src/files/trajectories/readTrajectories.js';
import { subset } from '../../../../../src/trajectories/subset.js';
import type { Trajectories } from '../../../../../src/trajectories/trajectories.js';
import { anyLog } from '../../../../support/generators.js';
import { temporaryFolder } from '../../../temporaryFolder.js';

const at = temporaryFolder();
const names = columnNames('test');
const log = anyLog({ nStates: 5, nActions: 3 }).map((any): Trajectories => {
  const episodeId = any.episodeId ?? Array.from({ length: any.nEpisodes }, (_, e) => String(7 + e));
  // Both signs of 0, in some groups of rows.
  return { ...any, episodeId, reward: any.reward.map((r, i) => (i % 5 === 3 ? -0 : r)) };
});

/** Some successive episodes at a time. */
function* cut(whole: Trajectories, size: number): Generator<Trajectories> {
  for (let e = 0; e < whole.nEpisodes; e += size)
    yield subset(
      whole,
      Array.from({ length: Math.min(size, whole.nEpisodes - e) }, (_, k) => e + k),
    );
}

describe('parquetPieces', () => {
  test.prop([log, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 9 })])(
    'writes a log in pieces as the bytes of the whole, in groups of as many rows as are asked for',
    async (whole, size, groupRows) => {
      const nSteps = whole.state.length;
      const header = logHeaderText(whole, nSteps, provenance('test', {}));
      const about = { header, names, numbered: hasNumbers(whole), groupRows };
      const bytes = Buffer.concat([...parquetPieces([whole], about)]);
      expect(Buffer.concat([...parquetPieces(cut(whole, size), about)]).equals(bytes)).toBe(true);
      await writeFile(at('log.parquet'), bytes);
      const { groups } = await glanceParquet(at('log.parquet'));
      const full = Array.from({ length: Math.floor(nSteps / groupRows) }, () => groupRows);
      expect(groups).toEqual(nSteps % groupRows === 0 ? full : [...full, nSteps % groupRows]);
      expect(await readTrajectories(at('log.parquet'))).toMatchObject({ state: whole.state, reward: whole.reward });
    },
  );
});
