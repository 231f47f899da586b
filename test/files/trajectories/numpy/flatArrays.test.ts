import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/core/errors.js';
import { readTrajectories } from '../../../../src/files/trajectories/readTrajectories.js';
import type { ReadTrajectoriesOptions } from '../../../../src/files/trajectories/readOptions.js';
import { fit } from '../../../../src/fit/fit.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';
import { without } from '../../../trajectories/without.js';
import { npy, npyOf, npz } from '../../numpyFiles.js';
import { temporaryFolder } from '../../temporaryFolder.js';

const at = temporaryFolder();

type Columns = Readonly<Record<string, number | readonly number[]>>;

async function read(
  columns: Columns,
  options?: ReadTrajectoriesOptions,
  more: Readonly<Record<string, Uint8Array>> = {},
): Promise<Trajectories> {
  const arrays = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, npyOf(values)]));
  await writeFile(at('log.npz'), npz({ ...arrays, ...more }));
  return readTrajectories(at('log.npz'), options);
}

/** Two trajectories of three steps: the first came to its longest, the second ended. */
const SCOPE: Columns = {
  state: [0, 1, 2, 0, 2, 1],
  action: [1, 0, 1, 1, 1, 0],
  reward: [0, 0.5, 1, 0, 0, 2],
  done: [0, 0, 1, 0, 0, 1],
  terminal: [0, 0, 1, 0, 0, 0],
  pscore: [0.5, 0.25, 0.5, 0.5, 0.75, 1],
  n_actions: 3,
  n_trajectories: 2,
  step_per_trajectory: 3,
  size: 6,
};

/** The same with all that a log of ours has. */
const OWN: Columns = {
  episode: [0, 0, 0, 1, 1, 1],
  t: [0, 1, 2, 0, 1, 2],
  state: [0, 1, 2, 0, 2, 1],
  action: [1, 0, 1, 1, 1, 0],
  reward: [0, 0.5, 1, 0, 0, 2],
  next_state: [1, 2, 0, 2, 1, 3],
  terminated: [0, 0, 0, 0, 0, 1],
};

const LOG: Trajectories = {
  nEpisodes: 2,
  nStates: 5,
  nActions: 3,
  episodeStart: Uint32Array.of(0, 3, 6),
  state: Int32Array.of(0, 1, 2, 0, 2, 1),
  action: Int32Array.of(1, 0, 1, 1, 1, 0),
  reward: Float64Array.of(0, 0.5, 1, 0, 0, 2),
  // 3 is the end, 4 stands for being cut off.
  nextState: Int32Array.of(1, 2, 4, 2, 1, 3),
  terminated: Uint8Array.of(0, 1),
  propensity: Float64Array.of(0.5, 0.25, 0.5, 0.5, 0.75, 1),
  source: { horizon: 3 },
};

const OWN_LOG: Trajectories = {
  ...without(LOG, 'propensity'),
  nStates: 4,
  nActions: 2,
  nextState: Int32Array.of(1, 2, 0, 2, 1, 3),
  source: {},
};

describe('a logged dataset of SCOPE-RL', () => {
  it('has terminated where it is done and not for its length, and two added states', async () => {
    expect(await read(SCOPE)).toEqual(LOG);
  });

  it('may have arrays of objects beside those that are read, and columns of width 1', async () => {
    const more = {
      state: npy(Float64Array.of(0, 1, 2, 0, 2, 1), [6, 1]),
      action: npy(BigInt64Array.of(1n, 0n, 1n, 1n, 1n, 0n), [6]),
      done: npy(Uint8Array.of(0, 0, 1, 0, 0, 1), [6], { descr: '|b1' }),
      info: npy(new Uint8Array(30), [], { descr: '|O' }),
      action_type: npy(new Uint8Array(32), [], { descr: '<U8' }),
    };
    expect(await read(SCOPE, {}, more)).toEqual(LOG);
  });

  it('may lack what tells its size, and be of any length then', async () => {
    const plain = without(SCOPE, 'n_actions', 'n_trajectories', 'step_per_trajectory', 'terminal', 'pscore');
    const log = await read({ ...plain, done: [0, 1, 0, 1, 0, 0] });
    expect(log).toEqual({
      ...without(LOG, 'propensity'),
      nEpisodes: 3,
      nActions: 2,
      episodeStart: Uint32Array.of(0, 2, 4, 6),
      nextState: Int32Array.of(1, 3, 0, 3, 1, 4),
      terminated: Uint8Array.of(1, 1, 0),
      source: {},
    });
  });

  it('ends an episode by its length where nothing else tells, which is no end', async () => {
    const { terminated, nextState } = await read({ ...SCOPE, done: [0, 0, 0, 0, 0, 0], terminal: [0, 0, 0, 0, 0, 0] });
    expect([...terminated, nextState[2], nextState[5]]).toEqual([0, 0, 4, 4]);
  });

  it('takes a step to be the last that came to the longest length, done or not', async () => {
    const plain = without(SCOPE, 'n_trajectories', 'step_per_trajectory', 'pscore');
    const { episodeStart, terminated } = await read({
      ...plain,
      done: [0, 0, 0, 0, 0, 1],
      terminal: [0, 0, 1, 0, 0, 0],
    });
    expect([...episodeStart, ...terminated]).toEqual([0, 3, 6, 0, 1]);
  });

  it('takes the states after the last steps, where they were added, but for one after an end that runs go on from', async () => {
    const log = await read({ ...SCOPE, next_state: [1, 2, 0, 2, 1, 2] });
    expect(log).toEqual({ ...LOG, nStates: 4, nextState: Int32Array.of(1, 2, 0, 2, 1, 3) });
  });

  it('has the number of its own states from options, and the added ones on top', async () => {
    const log = await read(SCOPE, { nStates: 7, nActions: 4, source: { horizon: 5 } });
    expect([log.nStates, log.nActions, log.nextState[5], log.nextState[2]]).toEqual([9, 4, 7, 8]);
    expect(log.source).toEqual({ horizon: 5 });
  });

  it('can be fitted: its end is an end, and being cut off leads nowhere', async () => {
    const { mdp } = fit(await read(SCOPE), undefined);
    expect([...mdp.terminal]).toEqual([0, 0, 0, 1, 0]);
    expect([...mdp.nextState.subarray(mdp.rowStart[4 * 3], mdp.rowStart[5 * 3])]).toEqual([4, 4, 4]);
  });

  const stepped =
    "must be 0 before the last step of an episode, got 1 at index 1 - take out the steps that follow if the run was stepped on past its end, or number the episodes in an array 'episode' if it began anew";
  it.each<[string, Columns, string]>([
    ['that was stepped on past an end', { ...SCOPE, done: [0, 1, 1, 0, 0, 1] }, `done and terminal ${stepped}`],
    ['cut before its length', { ...SCOPE, terminal: [0, 1, 1, 0, 0, 0] }, `done and terminal ${stepped}`],
    [
      'of states in several numbers',
      without(SCOPE, 'state'),
      'state must be one number a step, got shape (6, 2) - number the states, and save the numbers',
    ],
    [
      'of states that are no integers',
      { ...SCOPE, state: [0, 1, 2.5, 0, 2, 1] },
      'state[2] must be an integer from 0 to 2147483647, got 2.5',
    ],
    [
      'of continuous actions',
      { ...SCOPE, action: [0, 0.1, 1, 0, 0, 0] },
      'action[1] must be an integer from 0 to 2147483647, got 0.1',
    ],
    ['of more actions than it says', { ...SCOPE, n_actions: 1 }, 'episode 0, t 0: action must be from 0 to 0, got 1'],
    ['of half an action', { ...SCOPE, n_actions: 1.5 }, "n_actions must be one integer ≥ 1, got '1.5'"],
    [
      'with propensities of 0',
      { ...SCOPE, pscore: [0, 0, 0, 0, 0, 0] },
      'episode 0, t 0: propensity must be in (0, 1], got 0',
    ],
    ['with a flag of 2', { ...SCOPE, done: [0, 0, 2, 0, 0, 1] }, 'done[2] must be an integer from 0 to 1, got 2'],
    [
      'with a reward that is none',
      { ...SCOPE, reward: [0, 0, NaN, 0, 0, 0] },
      'episode 0, t 2: reward must be finite, got NaN',
    ],
    [
      'with an array cut short',
      { ...SCOPE, reward: [0, 0, 0] },
      'reward must have one entry for each of the 6 steps, got shape (3)',
    ],
    [
      'of no whole number of trajectories',
      { ...SCOPE, step_per_trajectory: 4 },
      'must hold whole trajectories of step_per_trajectory 4, got 6 steps - leave out step_per_trajectory if they differ in length',
    ],
    [
      'of another number of trajectories',
      { ...SCOPE, n_trajectories: 3 },
      "must hold the n_trajectories 3 episodes, got 2 - number them in an array 'episode'",
    ],
    [
      'that does not say where it ends',
      without(SCOPE, 'done'),
      "must have the array 'terminated', or 'done' and 'terminal', got neither - say which steps ended the process",
    ],
    ['without steps', { state: [], action: [] }, 'must hold at least one step, got none'],
    [
      'without rewards',
      without(SCOPE, 'reward', 'pscore', 'size', 'n_actions', 'n_trajectories', 'step_per_trajectory'),
      "must have the array 'reward', got 'state', 'action', 'done', 'terminal'",
    ],
  ])('%s is refused', async (_, columns, message) => {
    const more: Record<string, Uint8Array> = 'state' in columns ? {} : { state: npy(new Float64Array(12), [6, 2]) };
    await expect(read(columns, {}, more)).rejects.toThrow(new DataError(`${at('log.npz')}: ${message}`));
  });
});

describe('an archive of columns', () => {
  it('is what a table would be', async () => {
    expect(await read(OWN)).toEqual(OWN_LOG);
  });

  it('may have names of its own for them', async () => {
    const { state, episode, terminated, ...rest } = OWN;
    const columns = { state: 's', episode: 'id', terminated: 'over' };
    expect(await read({ s: state, id: episode, over: terminated, ...rest }, { columns })).toEqual(OWN_LOG);
  });

  it('keeps numbers of episodes that are not 0, 1, ...', async () => {
    expect(await read({ ...OWN, episode: [7, 7, 7, -2, -2, -2] })).toEqual({ ...OWN_LOG, episodeId: ['7', '-2'] });
  });

  it('tells episodes by t where they have no numbers', async () => {
    expect(await read(without(OWN, 'episode'))).toEqual(OWN_LOG);
  });

  it('has a hidden component for each episode, and propensities', async () => {
    const more = {
      hidden: [4, 4, 4, -1, -1, -1],
      propensity_0: [0.5, 1, 0, 0.25, 0.5, 1],
      propensity_1: [0.5, 0, 1, 0.75, 0.5, 0],
    };
    expect(await read({ ...OWN, ...more })).toEqual({
      ...OWN_LOG,
      hidden: Int32Array.of(4, -1),
      propensity: Float64Array.of(0.5, 1, 1, 0.75, 0.5, 1),
      propensities: Float64Array.of(0.5, 0.5, 1, 0, 0, 1, 0.25, 0.75, 0.5, 0.5, 1, 0),
    });
  });

  it.each<[string, Columns, string, ReadTrajectoriesOptions?]>([
    ['a state out of range', OWN, 'state[2] must be an integer from 0 to 1, got 2', { nStates: 2 }],
    ['a next state out of range', OWN, 'next_state[5] must be an integer from 0 to 2, got 3', { nStates: 3 }],
    ['an action out of range', OWN, 'action[0] must be an integer from 0 to 0, got 1', { nActions: 1 }],
    [
      'a next state that is not the next',
      { ...OWN, next_state: [1, 0, 0, 2, 1, 3] },
      'episode 0, t 1: next state must be the state of the next step (2), got 0',
    ],
    [
      'a step out of order',
      { ...OWN, t: [0, 2, 1, 0, 1, 2] },
      't[1] must be 1, as its episode begins at 0, got 2 - sort the steps by episode and t',
    ],
    [
      'an episode in pieces',
      { ...OWN, t: [0, 1, 0, 0, 1, 0], episode: [0, 0, 1, 2, 2, 0] },
      'episode must keep the steps of an episode together, got 0 again after others - sort the steps by episode',
    ],
    [
      'an end before the end',
      { ...OWN, terminated: [0, 1, 0, 0, 0, 1] },
      "terminated must be 0 before the last step of an episode, got 1 at index 1 - take out the steps that follow if the run was stepped on past its end, or number the episodes in an array 'episode' if it began anew",
    ],
    [
      'a hidden component that changes',
      { ...OWN, hidden: [1, 1, 1, 0, 0, 2] },
      'hidden must not change within an episode (0 at index 3), got 2 at index 5',
    ],
    [
      'a vector that does not sum to 1',
      { ...OWN, propensity_0: [0.5, 1, 0, 0.25, 0.5, 1], propensity_1: [0.5, 0, 1, 0.75, 0.25, 0] },
      'episode 1, t 1: propensities: probabilities must sum to 1, got 0.75 - divide them by their sum',
    ],
    [
      'propensities of another number of actions',
      { ...OWN, propensity_0: [1, 1, 1, 1, 1, 1] },
      'propensity arrays must be one for each of the 2 actions, got 1 - correct the arrays, or the number of actions',
      { nActions: 2 },
    ],
    [
      'no state',
      without(OWN, 'state'),
      "must have the array 'state', got 'episode', 't', 'action', 'reward', 'next_state', 'terminated'",
    ],
  ])('with %s is refused', async (_, columns, message, options) => {
    await expect(read(columns, options)).rejects.toThrow(new DataError(`${at('log.npz')}: ${message}`));
  });

  it('must hold arrays', async () => {
    await writeFile(at('log.npz'), npz({}, { 'readme.txt': 'nothing' }));
    await expect(readTrajectories(at('log.npz'))).rejects.toThrow(
      new DataError(`${at('log.npz')}: must hold arrays (.npy), got 'readme.txt' - save them by numpy.savez`),
    );
  });
});

describe('runs that only their ends tell apart', () => {
  const alone: Columns = { state: [0, 1, 0], action: [0, 0, 0], reward: [0, 1, 0], terminated: [0, 1, 0] };
  const heard = async (columns: Columns): Promise<string[]> => {
    const said: string[] = [];
    await read(columns, { say: (sentence) => said.push(sentence) });
    return said.filter((sentence) => sentence.includes('tells runs apart'));
  };

  it('are said to be taken together where one is cut off', async () => {
    expect(await heard(alone)).toEqual([
      "only 'terminated' tells runs apart: one that was cut off is taken together with the next - number them in an array 'episode', or mark where they are cut off in an array 'truncated'",
    ]);
  });

  it.each([
    { episode: [0, 0, 1] },
    { t: [0, 1, 0] },
    { next_state: [1, 2, 1] },
    { truncated: [0, 0, 1] },
    { episode: [0, 0, 1], truncated: [0, 0, 1] },
  ])('are not where %j says more', async (more) => {
    expect(await heard({ ...alone, ...more })).toEqual([]);
  });
});
