import { describe, expect, it } from 'vitest';
import { ArgumentError, DataError } from '../../src/core/errors.js';
import { createRng } from '../../src/core/random/rng.js';
import { checkTrajectories } from '../../src/trajectories/checkTrajectories.js';
import { observedOutcomes } from '../../src/trajectories/observedOutcomes.js';
import { projectTrajectories } from '../../src/trajectories/projectTrajectories.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { wardEnv } from './simulate/wardEnv.js';
import { without } from './without.js';

const env = wardEnv();

/** Frail, 4 → 5: lost. Not frail, 1 → 0: home. Not frail, 3 → 2: cut short. */
const log: Trajectories = {
  nEpisodes: 3,
  nStates: 6,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 3, 4),
  state: Int32Array.of(3, 4, 1, 3),
  action: Int32Array.of(0, 0, 1, 1),
  reward: Float64Array.of(0, -1, 2, 0),
  nextState: Int32Array.of(4, 5, 0, 2),
  terminated: Uint8Array.of(1, 1, 0),
  propensity: Float64Array.of(0.5, 0.5, 0.5, 0.5),
  hidden: Int32Array.of(1, 0, 0),
  source: { env: 'ward', parameters: { beds: 4 }, space: 'seen', horizon: 2 },
};

describe('projectTrajectories', () => {
  it('lands ends on the end states of the coarse space, directly', () => {
    const projected = projectTrajectories(log, env, 'coarse');
    expect(projected).toEqual({
      ...log,
      nStates: 5,
      state: Int32Array.of(1, 2, 0, 1),
      nextState: Int32Array.of(2, 3, 4, 1),
      source: { ...log.source, space: 'coarse', absorption: 'direct' },
    });
    expect(projected.reward).toBe(log.reward);
    expect(observedOutcomes(projected, env.outcomes, env.spaces[2].outcome)).toEqual(Uint8Array.of(1, 2, 0));
  });

  it('shows ends only in flag and reward, as published', () => {
    const projected = projectTrajectories(log, env, 'coarse', 'published');
    expect(projected).toEqual({
      ...log,
      nStates: 5,
      state: Int32Array.of(1, 2, 0, 1),
      nextState: Int32Array.of(2, 2, 0, 1),
      source: { ...log.source, space: 'coarse', absorption: 'published' },
    });
    expect(observedOutcomes(projected, env.outcomes, env.spaces[2].outcome)).toEqual(Uint8Array.of(1, 2, 0));
  });

  it('leaves a log in its own space alone', () => {
    expect(projectTrajectories(log, env, 'seen')).toBe(log);
  });

  it('takes a log without names to be as recorded', () => {
    expect(projectTrajectories({ ...log, source: {} }, env, 'coarse').source).toEqual({
      env: 'ward',
      space: 'coarse',
      absorption: 'direct',
    });
  });

  it('restores full states from the hidden component', () => {
    expect(projectTrajectories(log, env, 'full')).toEqual({
      ...without(log, 'hidden'),
      nStates: 12,
      state: Int32Array.of(9, 10, 1, 3),
      nextState: Int32Array.of(10, 11, 0, 2),
      source: { ...log.source, space: 'full' },
    });
  });

  it('goes to full states and back', () => {
    const policy = { nStates: 6, nActions: 2, probability: new Float64Array(12).fill(0.5) };
    const simulated = simulate(createRng(5), env, policy, { episodes: 200, horizon: 6 });
    const full = projectTrajectories(simulated, env, 'full');
    checkTrajectories(full, 'full');
    const visible = without(simulated, 'hidden');
    expect(projectTrajectories(full, env, 'seen')).toEqual({
      ...visible,
      source: { ...visible.source, absorption: 'direct' },
    });
    for (const absorption of ['direct', 'published'] as const)
      expect(projectTrajectories(full, env, 'coarse', absorption)).toEqual({
        ...projectTrajectories(visible, env, 'coarse', absorption),
      });
  });

  it.each<[string, Trajectories, string, string]>([
    [
      'of another environment',
      { ...log, source: { env: 'sepsis' } },
      'coarse',
      'projectTrajectories: log must be of env ward, got one of sepsis - project it by its own environment',
    ],
    ['to an unknown space', log, 'tiny', "env ward: space must be one of full, seen, coarse, got 'tiny'"],
    [
      'of another size',
      { ...log, nStates: 7 },
      'coarse',
      "projectTrajectories: log must have the 6 states of space 'seen', got 7",
    ],
    [
      'without hidden, to full states',
      without(log, 'hidden'),
      'full',
      "projectTrajectories: log must have the hidden component to be refined to 'full', got none - simulate it, or read it with its hidden column",
    ],
    [
      'projected, to recorded states',
      projectTrajectories(log, env, 'coarse'),
      'seen',
      "projectTrajectories: log must be in space 'seen' to be refined to 'seen', got 'coarse' - start from the log as it was recorded",
    ],
    [
      'projected, to full states',
      projectTrajectories(log, env, 'coarse'),
      'full',
      "projectTrajectories: log must be in space 'seen' to be refined to 'full', got 'coarse' - start from the log as it was recorded",
    ],
  ])('refuses a log %s', (_name, wrong, space, message) => {
    expect(() => projectTrajectories(wrong, env, space)).toThrow(new ArgumentError(message));
  });

  it.each([2, -1])('refuses a hidden component of %i, which no state has', (hidden) => {
    expect(() => projectTrajectories({ ...log, hidden: Int32Array.of(1, hidden, 0) }, env, 'full')).toThrow(
      new DataError(`projectTrajectories: episode 1: hidden must be possible with state 1 of env ward, got ${hidden}`),
    );
  });
});
