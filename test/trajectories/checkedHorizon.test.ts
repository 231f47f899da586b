import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { checkedHorizon } from '../../src/trajectories/checkedHorizon.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** An episode of one step and one of two. */
const log: Trajectories = {
  nEpisodes: 2,
  nStates: 3,
  nActions: 1,
  episodeStart: Uint32Array.of(0, 1, 3),
  state: Int32Array.of(1, 0, 1),
  action: Int32Array.of(0, 0, 0),
  reward: Float64Array.of(0, 0, 0),
  nextState: Int32Array.of(2, 1, 2),
  terminated: Uint8Array.of(1, 1),
  source: {},
};

describe('checkedHorizon', () => {
  it("is what was given, else the log's own, else its longest episode", () => {
    const dated = { ...log, source: { horizon: 8 } };
    expect(checkedHorizon('here', dated, { horizon: 66 })).toBe(66);
    expect(checkedHorizon('here', dated, {})).toBe(8);
    expect(checkedHorizon('here', log, {})).toBe(2);
    expect(checkedHorizon('here', log, { horizon: Infinity }, { endless: true })).toBe(Infinity);
  });

  it('names a horizon that can be had, where none is none', () => {
    const refused = (discount?: number) => (): unknown => checkedHorizon('here', log, { horizon: Infinity, discount });
    expect(refused()).toThrow(
      new ArgumentError('here: horizon must be finite for this, got Infinity - give a number of steps, such as 20'),
    );
    expect(refused(0.9)).toThrow('such as 66');
    expect(() => checkedHorizon('here', log, { horizon: Infinity }, { instead: 'that' })).toThrow('20, or use that');
  });

  it('refuses one that is out of bounds or shorter than an episode', () => {
    expect(() => checkedHorizon('here', log, { horizon: 1 })).toThrow(
      new ArgumentError(
        'here: horizon must be at least 2, the longest episode, got 1 - leave it out, or give more steps',
      ),
    );
    expect(() => checkedHorizon('here', log, { horizon: 2.5 })).toThrow('here: horizon must be an integer');
    expect(() => checkedHorizon('here', log, { discount: 2 })).toThrow('here: discount must be in (0, 1], got 2');
  });
});
