import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { checkTrajectories } from '../../src/trajectories/checkTrajectories.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { anyLog, anyPolicy, logOf, smallMdp } from '../support/generators.js';

/** Two episodes: 0 → 1 → 2 (ended), and 2 → 0 (cut short). */
const sound: Trajectories = {
  nEpisodes: 2,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 3),
  state: Int32Array.of(0, 1, 2),
  action: Int32Array.of(1, 0, 1),
  reward: Float64Array.of(0, 1, -1),
  nextState: Int32Array.of(1, 2, 0),
  terminated: Uint8Array.of(1, 0),
  propensity: Float64Array.of(0.75, 0.5, 1),
  propensities: Float64Array.of(0.25, 0.75, 0.5, 0.5, 0, 1),
  hidden: Int32Array.of(0, 1),
  episodeId: ['a', 'b'],
  source: {},
};

describe('checkTrajectories', () => {
  it('accepts a sound log', () => {
    expect(() => {
      checkTrajectories(sound, 'log');
    }).not.toThrow();
  });

  test.prop([anyLog({ nStates: 4, nActions: 3 })])('accepts any log whose steps join up', (log) => {
    checkTrajectories(log, 'log');
  });

  test.prop([smallMdp().chain((mdp) => anyPolicy(mdp).chain((policy) => logOf(mdp, policy)))])(
    'accepts the log of a model',
    (log) => {
      checkTrajectories(log, 'log');
    },
  );

  it.each<[Partial<Trajectories>, string]>([
    [{ episodeStart: Uint32Array.of(0, 3) }, 'episodeStart must have length 3, got 2'],
    [{ action: Int32Array.of(1, 0) }, 'action must have length 3, got 2'],
    [{ reward: Float64Array.of(1) }, 'reward must have length 3, got 1'],
    [{ nextState: Int32Array.of(1) }, 'nextState must have length 3, got 1'],
    [{ terminated: Uint8Array.of(1) }, 'terminated must have length 2, got 1'],
    [{ propensity: Float64Array.of(1) }, 'propensity must have length 3, got 1'],
    [{ propensities: Float64Array.of(1) }, 'propensities must have length 6, got 1'],
    [{ hidden: Int32Array.of(1) }, 'hidden must have length 2, got 1'],
    [{ episodeId: ['a'] }, 'episodeId must have length 2, got 1'],
    [{ episodeStart: Uint32Array.of(0, 2, 2) }, 'episodeStart must run from 0 to 3, got 0 to 2'],
    [{ episodeStart: Uint32Array.of(1, 2, 3) }, 'episodeStart must run from 0 to 3, got 1 to 3'],
    [{ episodeStart: Uint32Array.of(0, 0, 3) }, 'episode a: must have at least one step, got episodeStart 0 then 0'],
    [{ terminated: Uint8Array.of(1, 2) }, 'episode b: terminated must be 0 or 1, got 2'],
    [{ state: Int32Array.of(-1, 1, 2) }, 'episode a, t 0: state must be from 0 to 2, got -1'],
    [{ state: Int32Array.of(0, 1, 3) }, 'episode b, t 0: state must be from 0 to 2, got 3'],
    [{ action: Int32Array.of(1, 2, 1) }, 'episode a, t 1: action must be from 0 to 1, got 2'],
    [{ nextState: Int32Array.of(1, 3, 0) }, 'episode a, t 1: next state must be from 0 to 2, got 3'],
    [{ nextState: Int32Array.of(0, 2, 0) }, 'episode a, t 0: next state must be the state of the next step (1), got 0'],
    [{ reward: Float64Array.of(0, NaN, 0) }, 'episode a, t 1: reward must be finite, got NaN'],
    [{ propensity: Float64Array.of(0.75, 0, 1) }, 'episode a, t 1: propensity must be in (0, 1], got 0'],
    [{ propensity: Float64Array.of(0.75, 1.5, 1) }, 'episode a, t 1: propensity must be in (0, 1], got 1.5'],
    [{ propensity: Float64Array.of(0.75, NaN, 1) }, 'episode a, t 1: propensity must be in (0, 1], got NaN'],
    [
      { propensity: Float64Array.of(0.75, 0.4, 1) },
      'episode a, t 1: propensity must be that of the action taken (0.5), got 0.4',
    ],
    [
      { propensities: Float64Array.of(0.25, 0.75, 0.5, 0.4, 0, 1) },
      'episode a, t 1: propensities: probabilities must sum to 1, got 0.9 - divide them by their sum',
    ],
    [
      { propensities: Float64Array.of(0.25, 0.75, 0.5, 0.5, 1, 0) },
      'episode b, t 0: propensities must give the action taken (1) a probability above 0',
    ],
  ])('refuses %o', (fault, message) => {
    expect(() => {
      checkTrajectories({ ...sound, ...fault }, 'log');
    }).toThrow(new ArgumentError(`log: ${message}`));
  });
});
