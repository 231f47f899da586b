import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../../envs/registry.js';
import { uniform } from '../../../../policies/uniform.js';
import { ArgumentError, DataError } from '../../../../src/core/errors.js';
import { createRng } from '../../../../src/core/random/rng.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../../../src/files/trajectories/readOptions.js';
import { projectTrajectories } from '../../../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { npy, npyOf, npz } from '../../numpyFiles.js';
import { withStandardInput } from '../../standardStreams.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();

type Row = readonly [t: number, action: number, from: number, to: number, h: number, h2: number, reward: number];

/** Ended by a reward, filled with the state it ended in; ended at the last row; cut off there. */
const ROWS: readonly (readonly Row[])[] = [
  [
    [0, 5, 549, 285, 1, 1, 0],
    [1, 0, 285, 376, 1, 1, 1],
    [2, -1, 376, -1, 1, 1, 0],
    [3, -1, -1, -1, 1, 1, 0],
  ],
  [
    [0, 2, 10, 11, 0, 0, 0],
    [1, 2, 11, 12, 0, 0, 0],
    [2, 3, 12, 13, 0, 0, 0],
    [3, 4, 13, 0, 0, 0, -1],
  ],
  [
    [0, 7, 20, 21, 0, 0, 0],
    [1, 7, 21, 22, 0, 0, 0],
    [2, 7, 22, 23, 0, 0, 0],
    [3, 7, 23, 24, 0, 0, 0],
  ],
];

const LOG: Trajectories = {
  nEpisodes: 3,
  nStates: 550,
  nActions: 8,
  episodeStart: Uint32Array.of(0, 2, 6, 10),
  state: Int32Array.of(549, 285, 10, 11, 12, 13, 20, 21, 22, 23),
  action: Int32Array.of(5, 0, 2, 2, 3, 4, 7, 7, 7, 7),
  reward: Float64Array.of(0, 1, 0, 0, 0, -1, 0, 0, 0, 0),
  nextState: Int32Array.of(285, 376, 11, 12, 13, 0, 21, 22, 23, 24),
  terminated: Uint8Array.of(1, 1, 0),
  hidden: Int32Array.of(1, 0, 0),
  source: { horizon: 4 },
};

const SHAPE = [3, 4, 7];
const flat = (rows: readonly (readonly Row[])[]): Float64Array<ArrayBuffer> => Float64Array.from(rows.flat(2));

async function read(bytes: Uint8Array, options?: ReadTrajectoriesOptions, name = 'log.npy'): Promise<Trajectories> {
  await writeFile(at(name), bytes);
  return readTrajectories(at(name), options);
}

/** The rows with one number changed. */
function changed(episode: number, t: number, column: number, value: number): readonly (readonly Row[])[] {
  return ROWS.map((rows, e) =>
    rows.map((row, i) => (e === episode && i === t ? (row.with(column, value) as unknown as Row) : row)),
  );
}

describe('an array of seven columns', () => {
  it('is read to the end of each episode, which a reward ends', async () => {
    expect(await read(npy(flat(ROWS), SHAPE))).toEqual(LOG);
  });

  it('may be padded in any way, as long as the action is -1', async () => {
    const padded = ROWS.map((rows) => rows.map((row): Row => (row[1] === -1 ? [0, -1, -1, -1, 0, 0, 0] : row)));
    expect(await read(npy(flat(padded), SHAPE))).toEqual(LOG);
  });

  it('may be integers, in Fortran order, on standard input, or alone in an archive', async () => {
    const values = flat(ROWS);
    expect(await read(npy(BigInt64Array.from(values, BigInt), SHAPE))).toEqual(LOG);
    const transposed = Float64Array.from(
      { length: values.length },
      (_, k) => values[(k % 3) * 28 + (Math.floor(k / 3) % 4) * 7 + Math.floor(k / 12)],
    );
    expect(await read(npy(transposed, SHAPE, { fortran: true }))).toEqual(LOG);
    expect(await read(npz({ obs_samps: npy(values, SHAPE) }), {}, 'log.npz')).toEqual(LOG);
    const bytes = Buffer.from(npy(values, SHAPE));
    expect(await withStandardInput(bytes, () => readTrajectories('-', { format: 'npy' }))).toEqual(LOG);
  });

  it('takes size and source from options', async () => {
    const source = { env: 'sepsis', space: 'observed', horizon: 9 };
    const log = await read(npy(flat(ROWS), SHAPE), { nStates: 720, nActions: 9, source });
    expect(log).toEqual({ ...LOG, nStates: 720, nActions: 9, source });
  });

  it('numbers states and actions of sepsis as we do', async () => {
    const env = createEnv('sepsis');
    const log = await read(npy(flat(ROWS), SHAPE), { nStates: 720, nActions: 8, source: { env: 'sepsis' } });
    const [full, observed] = env.spaces;
    // In radices 3, 3, 2, 5, 2, 2, 2: heart rate 2, blood pressure 0, oxygen 1, glucose 3, antibiotics 1, vasopressors
    // 0, ventilation 1 is ((((((2 · 3 + 0) · 2 + 1) · 5 + 3) · 2 + 1) · 2 + 0) · 2 + 1 = 549; action 4 + 1 is
    // antibiotics and vasopressors.
    expect(observed.label(log.state[0])).toBe('hr high, sysbp low, o2 normal, glucose high | AE-');
    expect(env.actionLabel(log.action[0])).toBe('AV');
    // The one discharge state, and a death.
    expect([log.nextState[1], log.nextState[5]].map((s) => env.outcomes[observed.outcome[s]].name)).toEqual([
      'discharge',
      'death',
    ]);
    expect(full.label(projectTrajectories(log, env, 'full').state[0])).toBe(
      'diabetic, hr high, sysbp low, o2 normal, glucose high | AE-',
    );
  });

  it('holds what we simulate, as that code would have kept it', async () => {
    const env = createEnv('sepsis');
    const policy = { ...uniform(720, 8), space: 'observed' };
    const log = simulate(createRng(4), env, policy, { episodes: 200, horizon: 6, propensities: 'none' });
    expect(new Set(log.terminated)).toEqual(new Set([0, 1]));
    const values = new Float64Array(200 * 6 * 7);
    for (let e = 0; e < 200; e++)
      for (let t = 0; t < 6; t++) {
        const i = log.episodeStart[e] + t;
        const h = log.hidden![e];
        const after = i === log.episodeStart[e + 1] ? log.nextState[i - 1] : -1;
        const row: Row =
          i < log.episodeStart[e + 1]
            ? [t, log.action[i], log.state[i], log.nextState[i], h, h, log.reward[i]]
            : [t, -1, after, -1, h, h, 0];
        values.set(row, (e * 6 + t) * 7);
      }
    const { source } = log;
    expect(await read(npy(values, [200, 6, 7]), { nStates: 720, nActions: 8, source })).toEqual(log);
  });

  it.each<[string, number[], string, ReadTrajectoriesOptions?]>([
    ['a state of -1', [1, 0, 2, -1], 'episode 1, t 0: state must be an integer from 0 to 2147483647, got -1'],
    ['no state', [1, 0, 2, NaN], 'episode 1, t 0: state must be an integer from 0 to 2147483647, got NaN'],
    ['half an action', [1, 2, 1, 0.5], 'episode 1, t 2: action must be an integer from 0 to 2147483647, got 0.5'],
    [
      'an action out of range',
      [0, 0, 1, 8],
      'episode 0, t 0: action must be an integer from 0 to 7, got 8 - correct it, or the number of states or actions',
      { nActions: 8 },
    ],
    [
      'a state out of range',
      [0, 0, 1, 5],
      'episode 0, t 0: state must be an integer from 0 to 319, got 549 - correct it, or the number of states or actions',
      { nStates: 320 },
    ],
    [
      'a next state that is not the next',
      [1, 1, 3, 9],
      'episode 1, t 1: next state must be the state of the next step (12), got 9',
    ],
    ['a time that is not the step', [1, 1, 0, 2], 'episode 1, t 1: time must be 1, got 2'],
    [
      'a hidden component that changes',
      [0, 1, 4, 0],
      'episode 0, t 1: hidden component must not change within an episode (1), got 0',
    ],
    [
      'a hidden component that changes in a step',
      [0, 1, 5, 0],
      'episode 0, t 1: hidden component must not change within an episode (1), got 0',
    ],
    [
      'half a hidden component',
      [2, 0, 4, 0.5],
      'episode 2, t 0: hidden component must be an integer from 0 to 2147483647, got 0.5',
    ],
    ['an infinite reward', [1, 3, 6, Infinity], 'episode 1, t 3: reward must be finite, got Infinity'],
    [
      'a reward on the way',
      [1, 1, 6, 0.25],
      'episode 1, t 1: reward must be 0 before the last step, as in this layout a reward ends the episode, got 0.25 - write the log with a column terminated, as CSV or as an archive of columns',
    ],
    [
      'a step after the end',
      [0, 3, 1, 2],
      'episode 0, t 3: action must be -1 once the episode has ended at t 2, got 2',
    ],
    [
      'an episode without a step',
      [1, 0, 1, -1],
      'episode 1, t 0: action must be ≥ 0, got -1 - leave out episodes without a step',
    ],
  ])('with %s is refused', async (_, [episode, t, column, value], message, options) => {
    await expect(read(npy(flat(changed(episode, t, column, value)), SHAPE), options)).rejects.toThrow(
      new DataError(`${at('log.npy')}: ${message}`),
    );
  });

  it.each<[string, Uint8Array, string]>([
    [
      'six columns',
      npy(new Float64Array(24), [2, 2, 6]),
      'the array must have shape (episodes, steps, 7), got (2, 2, 6)',
    ],
    ['one dimension', npyOf([1, 2]), 'the array must have shape (episodes, steps, 7), got (2)'],
    [
      'several draws an episode',
      npy(new Float64Array(28), [2, 1, 2, 7]),
      'the array must have shape (episodes, steps, 7), got (2, 1, 2, 7) - several draws an episode are to be episodes of their own: a.reshape(-1, steps, 7)',
    ],
    ['no episodes', npy(new Float64Array(0), [0, 4, 7]), 'must hold at least one step, got shape (0, 4, 7)'],
    [
      'fewer numbers than it says',
      npy(flat(ROWS).subarray(0, 77), SHAPE),
      'the array must have the 84 entries of its shape (3, 4, 7), got 77 - the file is cut short or damaged, write it again',
    ],
    [
      'a number cut in two',
      npy(flat(ROWS), SHAPE).slice(0, -3),
      'the array must have the 84 entries of its shape (3, 4, 7), got 83 - the file is cut short or damaged, write it again',
    ],
    [
      'Python objects',
      npy(new Uint8Array(9), [1], { descr: '|O' }),
      'the array must be an array of numbers, got one of Python objects - convert it in Python, as with a.astype(float), and save it again',
    ],
    [
      'complex numbers',
      npy(new Float64Array(2), [1], { descr: '<c16' }),
      "the array must be an array of real numbers, got dtype 'c16'",
    ],
    [
      'text',
      npy(new Uint8Array(8), [1], { descr: '<U2' }),
      "the array must be an array of real numbers, got dtype 'U2'",
    ],
    [
      'nothing',
      new Uint8Array(0),
      'the array must be an array of numbers, got bytes that are none - the file is cut short or damaged, write it again',
    ],
  ])('of %s is refused', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(new DataError(`${at('log.npy')}: ${message}`));
  });

  it('has no names to change', async () => {
    await expect(read(npy(flat(ROWS), SHAPE), { columns: { state: 's' } })).rejects.toThrow(
      new ArgumentError('readTrajectories: columns may be renamed where they have names, got format npy'),
    );
  });
});
