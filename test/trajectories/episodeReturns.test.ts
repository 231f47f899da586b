import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { episodeLengths } from '../../src/trajectories/episodeLengths.js';
import { episodeReturns } from '../../src/trajectories/episodeReturns.js';
import { TrajectoriesBuilder } from '../../src/trajectories/trajectoriesBuilder.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';

function logOfRewards(episodes: readonly (readonly number[])[]): Trajectories {
  const builder = new TrajectoriesBuilder({ nStates: 1, nActions: 1, source: {} });
  for (const rewards of episodes) {
    for (const reward of rewards) builder.step(0, 0, reward, 0);
    builder.endEpisode(false);
  }
  return builder.finish();
}

describe('episodeReturns', () => {
  const log = logOfRewards([[1, 0, 4], [3]]);

  it('discounts by steps', () => {
    expect(episodeReturns(log)).toEqual(Float64Array.of(5, 3));
    expect(episodeReturns(log, 0.5)).toEqual(Float64Array.of(2, 3));
    expect(episodeReturns(log, 0)).toEqual(Float64Array.of(1, 3));
  });

  const rewards = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 30 });
  test.prop([fc.array(rewards, { minLength: 1, maxLength: 5 }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'is the sum of discounted rewards',
    (episodes, discount) => {
      const expected = episodes.map((rs) => rs.reduce((sum, r, t) => sum + r * discount ** t, 0));
      expect(episodeReturns(logOfRewards(episodes), discount)).toBeAllClose(expected, { rtol: 1e-12, atol: 1e-11 });
    },
  );

  it.each([-0.1, 1.1, NaN])('refuses a discount of %d', (discount) => {
    expect(() => episodeReturns(log, discount)).toThrow(
      new ArgumentError(`episodeReturns: discount must be from 0 to 1, got ${discount}`),
    );
  });
});

describe('episodeLengths', () => {
  it('counts steps', () => {
    expect(episodeLengths(logOfRewards([[1, 0, 4], [3]]))).toEqual(Uint32Array.of(3, 1));
  });
});
