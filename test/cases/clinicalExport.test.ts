import { describe, expect, it } from 'vitest';
import type { ReadTrajectoriesOptions } from '../../src/files/trajectories/readOptions.js';
import { readCase, refusalOf, saidOf } from './readCase.js';

const FOLDER = 'clinical-export';
const columns = {
  episode: 'icustayid',
  t: 'bloc',
  state: 'cluster',
  next_state: 'next',
  terminated: 'done',
} as const;

/** What every file but the one whose states count from 1, and the one without ends, means. */
const LOG = {
  nEpisodes: 2,
  nStates: 12,
  nActions: 25,
  episodeStart: Uint32Array.of(0, 3, 5),
  state: Int32Array.of(3, 5, 4, 3, 4),
  action: Int32Array.of(0, 7, 24, 2, 24),
  reward: Float64Array.of(0, 0, 100, 0, -100),
  nextState: Int32Array.of(5, 4, 10, 4, 11),
  terminated: Uint8Array.of(1, 1),
  episodeId: ['201', '305'],
  source: {},
};

/** The names of all columns but one that the file lacks. */
function withoutColumn(column: keyof typeof columns): NonNullable<ReadTrajectoriesOptions['columns']> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => name !== column));
}

describe('a clinical export', () => {
  it.each<[string, ReadTrajectoriesOptions, Partial<typeof LOG>]>([
    ['bloc1.csv', { columns }, {}],
    ['emptyreward.csv', { columns, emptyReward: 0 }, {}],
    // The ids of stays are text.
    ['floats.csv', { columns }, { episodeId: ['201.0', '305.0'] }],
    ['gaps.csv', { columns, numberSteps: true }, {}],
    ['lastrow.csv', { columns }, {}],
    ['negaction.csv', { columns }, {}],
    ['nonext.csv', { columns: withoutColumn('next_state') }, { nStates: 7, nextState: Int32Array.of(5, 4, 6, 4, 6) }],
    ['noterm.csv', { columns: withoutColumn('terminated'), missingEnds: 'terminated' }, {}],
    [
      'noterm.csv',
      { columns: withoutColumn('terminated'), missingEnds: 'truncated' },
      { terminated: Uint8Array.of(0, 0) },
    ],
    [
      'onebased.csv',
      { columns },
      {
        nStates: 13,
        nActions: 26,
        state: Int32Array.of(4, 6, 5, 4, 5),
        action: Int32Array.of(1, 8, 25, 3, 25),
        nextState: Int32Array.of(6, 5, 11, 5, 12),
      },
    ],
  ])('%s is read with %o', async (name, options, differs) => {
    expect(await readCase(`${FOLDER}/${name}`, options)).toEqual({ ...LOG, ...differs });
  });

  it.each<[string, string]>([
    [
      'emptyreward.csv',
      "emptyreward.csv:2: reward must be a finite number, got '' - if an empty reward is none, say --empty-reward 0",
    ],
    [
      'gaps.csv',
      "gaps.csv:4: t must count from 0 without gaps, got 4 of episode '201' and no 1 - the row is missing, or t is misnumbered; --number-steps takes the steps in the order of t",
    ],
    [
      'nonext.csv',
      "nonext.csv:1: must have a column 'next', got 'icustayid', 'bloc', 'cluster', 'action', 'reward', 'done' - correct the name, or leave out --column next_state",
    ],
  ])('%s is refused without what it needs', async (name, message) => {
    expect(await refusalOf(`${FOLDER}/${name}`, { columns })).toBe(message);
  });

  it('without a column of ends is asked for one, or for what ended all runs', async () => {
    expect(await refusalOf(`${FOLDER}/noterm.csv`, { columns: withoutColumn('terminated') })).toBe(
      "noterm.csv:1: must have a column 'terminated', got 'icustayid', 'bloc', 'cluster', 'action', 'reward', 'next' - name the column that holds it: --column terminated=NAME, or say how every run ended: --ends terminated, or --ends truncated",
    );
    expect(
      await refusalOf(`${FOLDER}/nonext.csv`, { columns: { episode: 'icustayid', t: 'bloc', state: 'cluster' } }),
    ).toBe(
      "nonext.csv:1: must have a column 'terminated', got 'icustayid', 'bloc', 'cluster', 'action', 'reward', 'done' - name the column that holds it: --column terminated=done, or say how every run ended: --ends terminated, or --ends truncated",
    );
  });

  it('is said to count from 1, and to lack ends', async () => {
    expect(await saidOf(`${FOLDER}/bloc1.csv`, { columns })).toEqual([
      't counts from 1 in every episode, and is read as from 0',
    ]);
    expect(await saidOf(`${FOLDER}/nonext.csv`, { columns: withoutColumn('next_state') })).toEqual([
      "2 of the log's runs, which end in no state of their own, enter an end that is added: state 6",
    ]);
    expect(await saidOf(`${FOLDER}/emptyreward.csv`, { columns, emptyReward: 0 })).toEqual([
      '3 empty rewards are taken as 0',
    ]);
  });
});
