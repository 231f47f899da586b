import { describe, expect, it } from 'vitest';
import { alignNames } from '../../../src/trajectories/align/alignNames.js';
import { checkTrajectories } from '../../../src/trajectories/checkTrajectories.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { without } from '../without.js';

const log: Trajectories = {
  nEpisodes: 1,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2),
  state: Int32Array.of(0, 1),
  action: Int32Array.of(0, 1),
  reward: Float64Array.of(0, -1),
  nextState: Int32Array.of(1, 2),
  terminated: Uint8Array.of(1),
  propensities: Float64Array.of(0.25, 0.75, 0, 1),
  propensity: Float64Array.of(0.25, 1),
  source: { states: ['icu', 'ward', 'dead'], actions: ['V', 'A'], ends: [{ name: 'death', state: 2 }] },
};
const model = {
  nStates: 4,
  nActions: 3,
  source: { states: ['dead', 'home', 'icu', 'ward'], actions: ['A', 'A+V', 'V'] },
};

describe('alignNames', () => {
  it('gives a log the numbers of the model, by name', () => {
    const aligned = alignNames(log, model);
    checkTrajectories(aligned, 'test');
    expect([...aligned.state, ...aligned.nextState]).toEqual([2, 3, 3, 0]);
    expect([...aligned.action]).toEqual([2, 0]);
    expect([...aligned.propensities!]).toEqual([0.75, 0, 0.25, 1, 0, 0]);
    expect(aligned).toMatchObject({ nStates: 4, nActions: 3 });
    expect(aligned.source).toEqual({ ...model.source, ends: [{ name: 'death', state: 0 }] });
  });

  it('leaves alone what is the same, or has no names', () => {
    expect(alignNames(log, { ...log })).toBe(log);
    const plain = { ...log, source: {} };
    expect(alignNames(plain, { ...model, source: {} })).toBe(plain);
  });

  it('refuses names on one side, and names that the model has not', () => {
    expect(() => alignNames({ ...log, source: {} }, model)).toThrow(
      'the log must have names of states, as the model has - read it with --number-states, as the one that the model was fitted to',
    );
    expect(() => alignNames(log, { ...model, source: {} })).toThrow(/must not have names of states/);
    const actions = ['A', 'A+V', 'nothing'];
    expect(() => alignNames(log, { ...model, source: { ...model.source, actions } })).toThrow(
      "action in episode 0, t 0 must be one of the 3 actions of the model, got 'V'",
    );
  });

  it('tells in which episode and at which step of it a name is unknown', () => {
    // Episodes of 2 and 3 steps; the third step of the second is the first in the state that the model has not.
    const long: Trajectories = {
      ...without(log, 'propensity', 'propensities'),
      nEpisodes: 2,
      episodeStart: Uint32Array.of(0, 2, 5),
      state: Int32Array.of(0, 1, 0, 1, 0),
      action: new Int32Array(5),
      reward: new Float64Array(5),
      nextState: Int32Array.of(1, 0, 1, 0, 2),
      terminated: Uint8Array.of(0, 1),
    };
    const states = ['icu', 'ward', 'home'];
    expect(() => alignNames(long, { ...model, source: { ...model.source, states } })).toThrow(
      "state in episode 1, t 2 must be one of the 3 states of the model, got 'dead'",
    );
  });
});
