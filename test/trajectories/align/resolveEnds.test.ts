import { describe, expect, it } from 'vitest';
import { DataError } from '../../../src/core/errors.js';
import { type EndsOptions, NO_STATE, resolveEnds } from '../../../src/trajectories/align/resolveEnds.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

type Run = readonly [states: readonly number[], terminated: 0 | 1];

/** A log of runs; of each the states, the last one after its last step. */
function logOf(runs: readonly Run[], nStates: number): Trajectories {
  const steps = runs.flatMap(([states]) => states.slice(1));
  const starts = [0];
  for (const [states] of runs) starts.push(starts[starts.length - 1] + states.length - 1);
  return {
    nEpisodes: runs.length,
    nStates,
    nActions: 1,
    episodeStart: Uint32Array.from(starts),
    state: Int32Array.from(runs.flatMap(([states]) => states.slice(0, -1))),
    action: new Int32Array(steps.length),
    reward: new Float64Array(steps.length),
    nextState: Int32Array.from(steps),
    terminated: Uint8Array.from(runs, ([, terminated]) => terminated),
    source: {},
  };
}

/** The runs again, with the number of states. */
function resolved(runs: readonly Run[], nStates: number, options?: EndsOptions): [Run[], number, readonly string[]] {
  const { log, said } = resolveEnds('log.csv', logOf(runs, nStates), options);
  const { episodeStart, state, nextState } = log;
  const found = runs.map(([states], e): Run => {
    const visited = [...state.subarray(episodeStart[e], episodeStart[e + 1])];
    expect(visited).toEqual(states.slice(0, -1));
    return [[...visited, nextState[episodeStart[e + 1] - 1]], log.terminated[e] as 0 | 1];
  });
  return [found, log.nStates, said];
}

describe('resolveEnds', () => {
  const own: readonly Run[] = [
    [[0, 1, 3], 1],
    [[1, 0, 2], 0],
    [[2, 4], 1],
  ];

  it('leaves ends that no run leaves, and runs that are cut off, as they are', () => {
    expect(resolved(own, 5)).toEqual([own, 5, []]);
  });

  it('leaves the log that it is given as it was', () => {
    const given = logOf([[[0, 1, NO_STATE], 1], [[1, 3], 1], [[0, 3], 0]], 4); // prettier-ignore
    const before = structuredClone(given);
    const { log } = resolveEnds('log.csv', given, { endsTerminate: true });
    expect([...log.terminated]).toEqual([1, 1, 1]);
    expect(given).toEqual(before);
  });

  it.each([
    ['nothing', NO_STATE],
    ['a state that is passed through', 1],
  ])('adds one end where a log names %s', (_, garbage) => {
    const runs: readonly Run[] = [[[0, 1, garbage], 1], own[1], [[2, garbage], 1]];
    expect(resolved(runs, 3)).toEqual([
      [[[0, 1, 3], 1], own[1], [[2, 3], 1]],
      4,
      ["2 of the log's runs, which end in no state of their own, enter an end that is added: state 3"],
    ]);
  });

  it('adds a state in which runs stop that are cut off without a next state, after the end', () => {
    expect(
      resolved(
        [
          [[0, 1, NO_STATE], 0],
          [[1, NO_STATE], 1],
        ],
        2,
      ).slice(0, 2),
    ).toEqual([
      [
        [[0, 1, 3], 0],
        [[1, 2], 1],
      ],
      4,
    ]);
  });

  it('takes a run that stops where others end to have ended, if told so', () => {
    const runs: readonly Run[] = [...own, [[0, 3], 0]];
    expect(resolved(runs, 5)[0]).toEqual(runs);
    expect(resolved(runs, 5, { endsTerminate: true })[0]).toEqual([...own, [[0, 3], 1]]);
  });

  it('adds an end for each outcome', () => {
    const { log } = resolveEnds('log.csv', logOf(own, 5), {
      outcomes: { names: ['died', 'not died'], entered: [1, 0, -1] },
    });
    expect(log.nStates).toBe(7);
    expect([...log.nextState]).toEqual([1, 6, 0, 5, 4]);
    expect([...log.terminated]).toEqual([1, 1, 1]);
    expect(log.source.ends).toEqual([
      { name: 'died', state: 5 },
      { name: 'not died', state: 6 },
    ]);
  });

  it('names what it adds where states have names', () => {
    const runs: readonly Run[] = [
      [[0, NO_STATE], 1],
      [[1, NO_STATE], 0],
    ];
    const log = { ...logOf(runs, 2), source: { states: ['end', 'A'] } };
    expect(resolveEnds('log.csv', log).log.source.states).toEqual(['end', 'A', 'end (added)', 'cut off']);
  });

  it('keeps named ends', () => {
    const ends = [{ name: 'death', state: 3 }];
    expect(resolveEnds('log.csv', logOf(own, 5), { ends }).log.source).toEqual({ ends });
  });

  it.each<[string, readonly Run[], number, string]>([
    ['that is no state', own, 9, "end 'death' must be a state from 0 to 4, got 9"],
    [
      'that runs leave',
      own,
      1,
      "end 'death' must be a state that no run leaves, got 1, from which some go on - name the state that runs enter as they end",
    ],
    [
      'in which a run stops that has not ended',
      [...own, [[0, 3], 0]],
      3,
      "episode '3' must have ended, as it stops in state 3, the end 'death' - set terminated, or say --ends-terminate",
    ],
  ])('refuses a named end %s', (_, runs, state, message) => {
    expect(() => resolveEnds('log.csv', logOf(runs, 5), { ends: [{ name: 'death', state }] })).toThrow(
      new DataError(`log.csv: ${message}`),
    );
  });
});
