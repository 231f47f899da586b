import { describe, expect, it } from 'vitest';
import { stepWeights, wholeWeights } from '../../../src/ope/study/stepWeights.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

/** Episodes of these lengths, of which only the lengths matter. */
function episodes(...lengths: readonly number[]): Trajectories {
  const episodeStart = Uint32Array.from([0, ...lengths.map((_, e) => lengths.slice(0, e + 1).reduce((a, b) => a + b))]);
  const nothing = new Int32Array(episodeStart[lengths.length]);
  return {
    nEpisodes: lengths.length,
    nStates: 1,
    nActions: 1,
    episodeStart,
    state: nothing,
    action: nothing,
    reward: Float64Array.from(nothing),
    nextState: nothing,
    terminated: new Uint8Array(lengths.length),
    source: {},
  };
}

describe('stepWeights', () => {
  it('shifts by the largest weight, that of an episode which ended long before included', () => {
    const { weight, shift, whole, live } = stepWeights(episodes(1, 3), 3, Float64Array.of(400, 0, 0, Math.log(0.5)));
    expect([...shift]).toEqual([400, 400, 400]);
    expect(whole).toBeAllClose([1, Math.exp(Math.log(0.5) - 400)]);
    expect(weight).toBeAllClose([1, Math.exp(-400), Math.exp(-400), Math.exp(Math.log(0.5) - 400)]);
    expect([...live]).toEqual([1, 3]);
  });

  it('leaves a step at which no weight is left without a shift', () => {
    const { shift, whole, logWhole, live } = stepWeights(
      episodes(2, 2),
      2,
      Float64Array.of(0, -Infinity, 1, -Infinity),
    );
    expect([...shift]).toEqual([0, 0]);
    expect([...live]).toEqual([1, 1]);
    expect([[...whole], [...logWhole]]).toEqual([
      [0, 0],
      [-Infinity, -Infinity],
    ]);
    expect([...wholeWeights({ whole, shift, logWhole, live, weight: new Float64Array(4) })]).toEqual([0, 0]);
  });

  it('leaves out episodes that a sample does not have', () => {
    const counted = stepWeights(episodes(1, 1), 1, Float64Array.of(0.5, 500), Float64Array.of(1, 0));
    expect([...counted.shift]).toEqual([0]);
    expect(counted.whole).toBeAllClose([Math.exp(0.5), 0]);
  });
});
