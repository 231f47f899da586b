import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../../../src/files/trajectories/readOptions.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { without } from '../../../trajectories/without.js';
import { npy, npyOf, npz } from '../../numpyFiles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();

async function read(
  columns: Readonly<Record<string, readonly number[] | Uint8Array>>,
  options?: ReadTrajectoriesOptions,
): Promise<Trajectories> {
  const arrays = Object.entries(columns).map(([name, values]) => [
    name,
    values instanceof Uint8Array ? values : npyOf(values),
  ]);
  await writeFile(at('log.npz'), npz(Object.fromEntries(arrays) as Record<string, Uint8Array>));
  return readTrajectories(at('log.npz'), options);
}

/** Three runs: the first ends, the second is cut off, the third ends. */
const LOG: Trajectories = {
  nEpisodes: 3,
  nStates: 5,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 4, 5),
  state: Int32Array.of(0, 1, 0, 2, 1),
  action: Int32Array.of(1, 0, 1, 1, 0),
  reward: Float64Array.of(0, 1, 0, 0, 2),
  nextState: Int32Array.of(1, 4, 2, 3, 4),
  terminated: Uint8Array.of(1, 0, 1),
  source: {},
};
const D4RL = {
  observations: npy(Int32Array.of(0, 1, 0, 2, 1), [5, 1]),
  actions: [1, 0, 1, 1, 0],
  rewards: [0, 1, 0, 0, 2],
  next_observations: [1, 4, 2, 3, 4],
  terminals: [0, 1, 0, 0, 1],
  timeouts: [0, 0, 0, 1, 0],
};
const MINARI = {
  observations: [0, 1, 4, 0, 2, 3, 1, 4],
  actions: D4RL.actions,
  rewards: D4RL.rewards,
  terminations: D4RL.terminals,
  truncations: D4RL.timeouts,
};

describe('an archive of', () => {
  it('D4RL is read by its names', async () => {
    expect(await read(D4RL, { names: 'd4rl' })).toEqual(LOG);
  });

  it('Minari is read with one state more for each episode, flat or in groups', async () => {
    expect(await read(MINARI, { names: 'minari' })).toEqual(LOG);
    const group = (first: number, end: number, e: number): Record<string, number[]> =>
      Object.fromEntries(
        Object.entries(MINARI).map(([name, values]) => [
          `episode_${e}/${name}`,
          name === 'observations' ? values.slice(first + e, end + e + 1) : values.slice(first, end),
        ]),
      );
    const groups = { ...group(4, 5, 2), ...group(0, 2, 0), ...group(2, 4, 1) };
    expect(await read(groups, { names: 'minari' })).toEqual(LOG);
    await expect(read({ ...MINARI, observations: [0, 1, 4, 0, 2, 3] }, { names: 'minari' })).rejects.toThrow(
      new DataError(
        `${at('log.npz')}: observations must have an entry for each of the 5 steps and one more for each of the 3 episodes, got 6`,
      ),
    );
  });

  const plain = {
    state: [0, 1, 0, 2, 1],
    action: D4RL.actions,
    reward: D4RL.rewards,
    next_state: D4RL.next_observations,
    terminated: D4RL.terminals,
  };
  it.each(['truncated', 'truncations', 'timeouts', 'TimeLimit.truncated'])(
    'arrays ends runs at %s, and takes none for the next',
    async (name) => {
      expect(await read({ ...plain, [name]: D4RL.timeouts })).toEqual(LOG);
      expect(await read({ ...without(plain, 'next_state'), [name]: D4RL.timeouts })).toMatchObject({
        episodeStart: LOG.episodeStart,
        terminated: LOG.terminated,
      });
    },
  );

  it('arrays with two that say where runs are cut off is refused with their names', async () => {
    const failure = read({ ...plain, timeouts: D4RL.timeouts, truncations: [0, 0, 0, 0, 0] });
    await expect(failure).rejects.toThrow(DataError);
    await expect(failure).rejects.toThrow(
      "must have one array that says which runs are cut off, of one entry a step, got 'truncations', 'timeouts' - leave out all but that",
    );
  });

  it('NumPy has names of episodes as text, with all digits of large ones', async () => {
    const fixture = new URL('../../../fixtures/numpy/savez.npz', import.meta.url);
    await writeFile(at('log.npz'), await readFile(fixture));
    const { episodeId, state, propensity } = await readTrajectories(at('log.npz'));
    expect([episodeId, state, propensity]).toEqual([
      ['9007199254740993', 'zoë'],
      Int32Array.of(0, 1, 2),
      Float64Array.of(0.5, 0.25, 1),
    ]);
    const episode = npy(BigInt64Array.of(2n ** 53n + 1n, 2n ** 53n + 1n, 2n ** 53n + 2n, 2n ** 53n + 2n, -7n), [5]);
    expect((await read({ ...plain, episode })).episodeId).toEqual(['9007199254740993', '9007199254740994', '-7']);
  });

  it('HDF5 is refused with what makes it one, by its bytes or its name', async () => {
    await writeFile(at('hdf5.npz'), Buffer.from('\x89HDF\r\n\x1a\n and more', 'latin1'));
    const remedy = /got HDF5.* - convert it in Python: import h5py, numpy; a = {}; h5py.File/;
    await expect(readTrajectories(at('hdf5.npz'))).rejects.toThrow(remedy);
    await expect(readTrajectories(at('main_data.hdf5'))).rejects.toThrow(remedy);
  });

  it('states far apart is refused before memory goes, and read where they are numbered', async () => {
    const far = {
      ...plain,
      timeouts: D4RL.timeouts,
      state: plain.state.map((s) => 4e8 * s),
      next_state: plain.next_state.map((s) => 4e8 * s),
    };
    await expect(read(far)).rejects.toThrow(
      /ids of states must lie close together, got 5 that span 1600000001 numbers/,
    );
    const { nStates, source } = await read(far, { numberStates: true });
    expect([nStates, source.states]).toEqual([5, ['0', '400000000', '800000000', '1200000000', '1600000000']]);
  });
});
