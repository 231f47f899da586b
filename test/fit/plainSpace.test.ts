import { describe, expect, it } from 'vitest';
import { plainSpace } from '../../src/fit/plainSpace.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** Runs of one step from state 0, which earn their next state, and whether each ended. */
function runs(nextState: readonly number[], terminated: readonly number[], ends?: readonly string[]): Trajectories {
  const n = nextState.length;
  return {
    nEpisodes: n,
    nStates: 4,
    nActions: 1,
    episodeStart: Uint32Array.from({ length: n + 1 }, (_, e) => e),
    state: new Int32Array(n),
    action: new Int32Array(n),
    reward: Float64Array.from(nextState),
    nextState: Int32Array.from(nextState),
    terminated: Uint8Array.from(terminated),
    source: ends ? { ends: ends.map((name, i) => ({ name, state: 2 + i })) } : {},
  };
}

const outcomesOf = (log: Trajectories): string[] =>
  plainSpace(log).outcomes.map(({ name, reward }) => `${name} ${reward}`);

describe('the outcomes of a plain space', () => {
  it('are one for ends without a name, also where no run ended', () => {
    expect(outcomesOf(runs([1, 2], [0, 1]))).toEqual(['ongoing 0', 'ended 0']);
    expect(outcomesOf(runs([1], [0]))).toEqual(['ongoing 0', 'ended 0']);
  });

  it('are those of named ends, whether or not a run came to them, and one more only where others ended', () => {
    expect(outcomesOf(runs([1, 2], [0, 1], ['home']))).toEqual(['ongoing 0', 'home 2']);
    expect(outcomesOf(runs([1], [0], ['home']))).toEqual(['ongoing 0', 'home 0']);
    expect(outcomesOf(runs([2, 3], [1, 1], ['home']))).toEqual(['ongoing 0', 'home 2', 'ended 0']);
    expect(outcomesOf(runs([2, 3], [1, 1], ['home', 'home']))).toEqual(['ongoing 0', 'home 2.5']);
    expect(Array.from(plainSpace(runs([2, 3], [1, 1], ['home'])).abstraction.to.outcome)).toEqual([0, 0, 1, 2]);
  });
});
