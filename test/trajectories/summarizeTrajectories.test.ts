import { describe, expect, it } from 'vitest';
import { summarizeTrajectories } from '../../src/trajectories/summarizeTrajectories.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

/** Runs 0 → 1 → 3 (ended), 1 → 3 (ended), 0 → 1 → 0 → 2 (ended) and 0 → 3 (cut off). */
const log: Trajectories = {
  nEpisodes: 4,
  nStates: 6,
  nActions: 3,
  episodeStart: Uint32Array.of(0, 2, 3, 6, 7),
  state: Int32Array.of(0, 1, 1, 0, 1, 0, 0),
  action: Int32Array.of(2, 0, 0, 2, 2, 0, 2),
  reward: Float64Array.of(0, 5, -5, 0, 0, -5, 0),
  nextState: Int32Array.of(1, 3, 3, 1, 0, 2, 3),
  terminated: Uint8Array.of(1, 1, 1, 0),
  propensity: Float64Array.of(0.5, 0.25, 0.25, 0.5, 0.5, 1, 0.5),
  source: {},
};

describe('summarizeTrajectories', () => {
  const summary = summarizeTrajectories(log);

  it('counts what there is and what occurs', () => {
    expect(summary).toMatchObject({
      nEpisodes: 4,
      nSteps: 7,
      nStates: 6,
      statesSeen: 4,
      nActions: 3,
      actionsSeen: 2,
      pairsSeen: 4,
      terminated: 3,
      truncated: 1,
      propensities: 'taken',
      hidden: false,
    });
  });

  it('tells where runs end, most frequent first, with those cut off there', () => {
    expect(summary.ends).toEqual([
      { state: 3, terminated: 2, truncated: 1 },
      { state: 2, terminated: 1, truncated: 0 },
    ]);
  });

  it('puts the most frequent end first whichever comes first, then the lowest state, and leaves out where none ended', () => {
    // Ends in 2, 3 and 3, then 1; the last run is cut off in 5.
    const ends: Trajectories = {
      ...log,
      nEpisodes: 5,
      episodeStart: Uint32Array.of(0, 1, 2, 3, 4, 5),
      state: new Int32Array(5),
      action: new Int32Array(5),
      reward: new Float64Array(5),
      nextState: Int32Array.of(2, 3, 3, 1, 5),
      terminated: Uint8Array.of(1, 1, 1, 1, 0),
    };
    expect(summarizeTrajectories(ends).ends).toEqual([
      { state: 3, terminated: 2, truncated: 0 },
      { state: 1, terminated: 1, truncated: 0 },
      { state: 2, terminated: 1, truncated: 0 },
    ]);
    // State 0 is left and never entered, the others are entered and never left.
    expect(summarizeTrajectories(ends).statesSeen).toBe(5);
  });

  it('says which probabilities there are, and whether something is hidden', () => {
    const { propensity, ...bare } = log;
    expect(summarizeTrajectories(bare)).toMatchObject({ propensities: 'none', propensity: undefined, hidden: false });
    const full = { ...bare, propensities: new Float64Array(21).fill(1 / 3), hidden: Int32Array.of(0, 0, 1, 1) };
    expect(summarizeTrajectories({ ...full, ...(propensity && { propensity }) })).toMatchObject({
      propensities: 'all',
      hidden: true,
    });
  });

  it('spreads lengths, rewards, returns and propensities', () => {
    expect(summary.length).toEqual({ least: 1, median: 1.5, mean: 1.75, greatest: 3 });
    expect(summary.return).toEqual({ least: -5, median: -2.5, mean: -1.25, greatest: 5 });
    expect(summary.propensity).toEqual({ least: 0.25, median: 0.5, mean: 0.5, greatest: 1 });
    expect(summary.rewards).toEqual([
      { reward: -5, count: 2 },
      { reward: 0, count: 4 },
      { reward: 5, count: 1 },
    ]);
  });

  it('sees that only last steps pay, and where that is not so', () => {
    expect(summary.rewardAtEndOnly).toBe(true);
    const paying = { ...log, reward: Float64Array.of(0.1, 5, -5, 0, 0, -5, 0) };
    expect(summarizeTrajectories(paying).rewardAtEndOnly).toBe(false);
  });

  it('lists no rewards where there are many', () => {
    const many: Trajectories = {
      ...log,
      nEpisodes: 1,
      episodeStart: Uint32Array.of(0, 13),
      state: new Int32Array(13),
      action: new Int32Array(13),
      nextState: new Int32Array(13),
      reward: Float64Array.from({ length: 13 }, (_, i) => i),
      terminated: Uint8Array.of(0),
    };
    expect(summarizeTrajectories(many).rewards).toBeUndefined();
    expect(summarizeTrajectories({ ...many, reward: new Float64Array(13) }).rewards).toEqual([
      { reward: 0, count: 13 },
    ]);
  });
});
