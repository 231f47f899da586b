import { readFile, writeFile } from 'node:fs/promises';
import { fc, test } from '@fast-check/vitest';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { parse } from 'npyjs';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { provenance } from '../../../../src/files/provenance.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import { writeTrajectories } from '../../../../src/files/trajectories/writeTrajectories.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { anyLog } from '../../../support/generators.js';
import { without } from '../../../trajectories/without.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();
const origin = provenance('test', { seed: 1 });
const source = { env: 'ward', parameters: { beds: 0.1 }, space: 'seen', horizon: 7 } as const;
const log = anyLog({ nStates: 5, nActions: 3 }).map((any): Trajectories => ({ ...any, source }));

/** As it must come back: a full vector tells the propensity of the action taken, and names 0, 1, ... are no names. */
function normal(written: Trajectories): Trajectories {
  const { propensities, nActions, action } = written;
  const propensity =
    written.propensity ?? (propensities && Float64Array.from(action, (a, i) => propensities[i * nActions + a]));
  return {
    ...(written.episodeId?.every((name, e) => name === String(e)) ? without(written, 'episodeId') : written),
    ...(propensity && { propensity }),
  };
}

describe('a log as an archive', () => {
  const path = (): string => at('log.npz');

  test.prop([log])('comes back the same', async (written) => {
    await writeTrajectories(path(), written, origin);
    expect(await readTrajectories(path())).toEqual(normal(written));
  });

  it('keeps the sign of a zero reward, and columns of other names', async () => {
    const [any] = fc.sample(log, { numRuns: 1, seed: 4 });
    const written = { ...any, reward: any.reward.map(() => -0) };
    const columns = { episode: 'run', state: '__proto__', propensity: 'p', propensity_: 'p.' };
    await writeTrajectories(path(), written, origin, { columns });
    const read = await readTrajectories(path(), { columns });
    expect(read).toEqual(normal(written));
    expect(read.reward.every((r) => Object.is(r, -0))).toBe(true);
  });

  it('has the same bytes every time, and arrays that NumPy reads', async () => {
    const [written] = fc.sample(log, { numRuns: 1, seed: 3 });
    await writeTrajectories(path(), written, origin);
    await writeTrajectories(at('again.npz'), written, origin);
    const bytes = await readFile(path());
    expect(await readFile(at('again.npz'))).toEqual(bytes);
    const { 'state.npy': state } = unzipSync(bytes);
    const { data, dtype, shape } = parse(state.slice().buffer);
    expect([data, dtype, shape]).toEqual([written.state, 'i4', [written.state.length]]);
  });

  test.prop([log, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })], { numRuns: 50 })(
    'that is cut anywhere is noticed',
    async (written, share) => {
      await writeTrajectories(path(), written, origin);
      const bytes = await readFile(path());
      await writeFile(path(), bytes.subarray(0, Math.floor(share * bytes.length)));
      await expect(readTrajectories(path())).rejects.toThrow(DataError);
    },
  );

  test.prop([log, fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat({ max: 3000 })], { numRuns: 200 })(
    'never fails but with a DataError, whatever is in the file',
    async (written, noise, where) => {
      await writeTrajectories(path(), written, origin);
      const bytes = await readFile(path());
      bytes.set(noise.subarray(0, Math.max(0, bytes.length - where)), Math.min(where, bytes.length));
      await writeFile(path(), bytes);
      const failure = await readTrajectories(path()).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) expect(failure).toBeInstanceOf(DataError);
    },
  );

  const small: Trajectories = {
    nEpisodes: 2,
    nStates: 3,
    nActions: 2,
    episodeStart: Uint32Array.of(0, 2, 3),
    state: Int32Array.of(0, 1, 2),
    action: Int32Array.of(1, 0, 1),
    reward: Float64Array.of(0, 0.5, -1),
    nextState: Int32Array.of(1, 2, 0),
    terminated: Uint8Array.of(1, 0),
    episodeId: ['x', 'y'],
    source: { space: 'full' },
  };
  const remedy = 'write it again, or leave out header.json if steps were taken out on purpose';
  it.each<[string, (text: string) => string, string]>([
    [
      'of another log',
      (text) => text.replace('"nSteps":3', '"nSteps":4'),
      `must hold the 2 episodes and 4 steps of its header.json, got 2 and 3 - ${remedy}`,
    ],
    [
      'of more episodes',
      (text) => text.replace('"nEpisodes":2', '"nEpisodes":3'),
      `must hold the 3 episodes and 3 steps of its header.json, got 2 and 3 - ${remedy}`,
    ],
    [
      'with a name twice',
      (text) => text.replace('"y"', '"x"'),
      `header.json must have 2 different names of episodes, got 1 - ${remedy}`,
    ],
    [
      'with names of no text',
      (text) => text.replace('"y"', '2'),
      "header.json: 'episodeId.1' must be valid (expected string), got 2",
    ],
    ['that is damaged', (text) => text.slice(1), 'header.json: must be JSON, got \'"version":'],
  ])('with a header %s is refused', async (_, change, message) => {
    await writeTrajectories(path(), small, origin);
    expect(await readTrajectories(path())).toEqual(small);
    const entries = unzipSync(await readFile(path()));
    const text = new TextDecoder().decode(entries['header.json']);
    await writeFile(path(), zipSync({ ...entries, 'header.json': strToU8(change(text)) }));
    const failure: unknown = await readTrajectories(path()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect((failure as Error).message.startsWith(`${path()}: ${message}`)).toBe(true);
  });
});
