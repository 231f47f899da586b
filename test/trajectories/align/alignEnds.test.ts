import { describe, expect, it } from 'vitest';
import { alignEnds } from '../../../src/trajectories/align/alignEnds.js';
import { checkTrajectories } from '../../../src/trajectories/checkTrajectories.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

/** Two runs over states 0 and 1, with ends added after them. */
const log: Trajectories = {
  nEpisodes: 2,
  nStates: 4,
  nActions: 1,
  episodeStart: Uint32Array.of(0, 2, 3),
  state: Int32Array.of(0, 1, 1),
  action: Int32Array.of(0, 0, 0),
  reward: Float64Array.of(0, -1, 1),
  nextState: Int32Array.of(1, 2, 3),
  terminated: Uint8Array.of(1, 1),
  episodeId: ['a', 'b'],
  source: {
    ends: [
      { name: 'died', state: 2 },
      { name: 'home', state: 3 },
    ],
  },
};
const modelWith = (...ends: { name: string; state: number }[]) => ({ nStates: 6, source: { ends } });

describe('alignEnds', () => {
  it('puts each end where the model has the end of that name', () => {
    const model = modelWith({ name: 'home', state: 4 }, { name: 'died', state: 5 });
    const aligned = alignEnds(log, model);
    checkTrajectories(aligned, 'test');
    expect([...aligned.state]).toEqual([0, 1, 1]);
    expect([...aligned.nextState]).toEqual([1, 5, 4]);
    expect(aligned).toMatchObject({ nStates: 6, source: model.source });
    expect([...log.nextState]).toEqual([1, 2, 3]);
  });

  it('leaves alone what is the same, or has no names', () => {
    expect(alignEnds(log, log)).toBe(log);
    expect(alignEnds(log, { nStates: 6, source: {} })).toBe(log);
    const plain = { ...log, source: {} };
    expect(alignEnds(plain, modelWith({ name: 'died', state: 5 }))).toBe(plain);
  });

  it('keeps apart the states of an end that has several', () => {
    const both = [...log.source.ends!, { name: 'died', state: 4 }];
    const later = { ...log, nStates: 5, nextState: Int32Array.of(1, 4, 3), source: { ends: both } };
    const model = modelWith({ name: 'died', state: 2 }, { name: 'died', state: 4 }, { name: 'home', state: 5 });
    expect([...alignEnds(later, model).nextState]).toEqual([1, 4, 5]);
  });

  it('keeps states that the model has not, for their number to be refused in use', () => {
    const model = modelWith({ name: 'died', state: 2 }, { name: 'home', state: 4 });
    expect(alignEnds({ ...log, state: Int32Array.of(0, 7, 1), nextState: Int32Array.of(7, 2, 3) }, model).nStates).toBe(
      8,
    );
  });

  it('refuses an end that the model has not, and acting in an end of the model', () => {
    expect(() => alignEnds(log, modelWith({ name: 'died', state: 5 }))).toThrow(
      "episode b: must end as a run of the model can (died), got 'home'",
    );
    expect(() => alignEnds(log, modelWith({ name: 'died', state: 1 }, { name: 'home', state: 3 }))).toThrow(
      "episode a: must not act in state 1, which is the end 'died' of the model",
    );
  });
});
