import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { checkTrajectories } from '../../src/trajectories/checkTrajectories.js';
import { subset } from '../../src/trajectories/subset.js';
import { type Trajectories, episodeName } from '../../src/trajectories/trajectories.js';
import { anyLog } from '../support/generators.js';

const log = anyLog({ nStates: 4, nActions: 3 });
const picked = log.chain((all) =>
  fc.tuple(fc.constant(all), fc.array(fc.nat({ max: all.nEpisodes - 1 }), { minLength: 1, maxLength: 8 })),
);

/** All of an episode as plain lists. */
function episode(all: Trajectories, e: number): unknown {
  const [first, end] = [all.episodeStart[e], all.episodeStart[e + 1]];
  return {
    state: [...all.state.subarray(first, end)],
    action: [...all.action.subarray(first, end)],
    reward: [...all.reward.subarray(first, end)],
    nextState: [...all.nextState.subarray(first, end)],
    terminated: all.terminated[e],
    propensity: all.propensity && [...all.propensity.subarray(first, end)],
    propensities: all.propensities && [...all.propensities.subarray(3 * first, 3 * end)],
    hidden: all.hidden?.[e],
  };
}

describe('subset', () => {
  test.prop([picked])('holds the episodes asked for, in that order', ([all, indices]) => {
    const some = subset(all, indices);
    checkTrajectories(some, 'subset');
    expect(some.nEpisodes).toBe(indices.length);
    indices.forEach((index, e) => {
      expect(episode(some, e)).toEqual(episode(all, index));
    });
    expect([some.nStates, some.nActions, some.source]).toEqual([all.nStates, all.nActions, all.source]);
  });

  test.prop([picked])('keeps the names of episodes that come once', ([all, indices]) => {
    const distinct = [...new Set(indices)];
    const some = subset(all, distinct);
    expect(distinct.map((_, e) => episodeName(some, e))).toEqual(distinct.map((index) => episodeName(all, index)));
    expect(subset(all, [...distinct, distinct[0]])).not.toHaveProperty('episodeId');
  });

  const [one] = fc.sample(log, { numRuns: 1, seed: 1 });
  it.each([-1, one.nEpisodes, 0.5, NaN])('refuses episode %d', (index) => {
    expect(() => subset(one, [0, index])).toThrow(
      new ArgumentError(`subset: episodes must be integers from 0 to ${one.nEpisodes - 1}, got ${index}`),
    );
  });

  it('refuses to be empty', () => {
    expect(() => subset(one, [])).toThrow(new ArgumentError('subset: episodes must be at least one, got none'));
  });
});
