import { describe, expect, it } from 'vitest';
import { loggedOddsRatios } from '../../../src/honest/sensitivity/loggedOddsRatios.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';
import { without } from '../../trajectories/without.js';

/** One run of the same two actions in state 0, as often as there are probabilities. */
function logOf(propensity: readonly number[]): Trajectories {
  return {
    nEpisodes: 1,
    nStates: 1,
    nActions: 2,
    episodeStart: Uint32Array.of(0, propensity.length),
    terminated: Uint8Array.of(0),
    state: new Int32Array(propensity.length),
    action: new Int32Array(propensity.length),
    reward: new Float64Array(propensity.length),
    nextState: new Int32Array(propensity.length),
    propensity: Float64Array.from(propensity),
    source: {},
  };
}
const takes = (p: number): { nStates: number; nActions: number; probability: Float64Array } => ({
  nStates: 1,
  nActions: 2,
  probability: Float64Array.of(p, 1 - p),
});

describe('loggedOddsRatios', () => {
  it('is by hand, either way, in order', () => {
    // Odds of 1 to 3 against 9, 1/3 and 1/12.
    expect(loggedOddsRatios(logOf([0.9, 0.25, 1 / 13]), takes(0.25))).toBeAllClose([1, 4, 27]);
  });

  it('is infinite where one of them is certain, and 1 where both are', () => {
    expect(loggedOddsRatios(logOf([1, 0.5]), takes(1))).toEqual(Float64Array.of(1, Infinity));
    expect(loggedOddsRatios(logOf([1]), takes(0.5))).toEqual(Float64Array.of(Infinity));
    expect(loggedOddsRatios(logOf([0.5]), takes(0))).toEqual(Float64Array.of(Infinity));
  });

  it('takes the probabilities of all actions, too', () => {
    const rest = without(logOf([0]), 'propensity');
    expect(loggedOddsRatios({ ...rest, propensities: Float64Array.of(0.75, 0.25) }, takes(0.25))).toBeAllClose([9]);
  });

  it('refuses a log without them, and another behaviour', () => {
    const rest = without(logOf([0]), 'propensity');
    expect(() => loggedOddsRatios(rest, takes(0.5))).toThrow(/loggedOddsRatios: the log must have the probability/);
    expect(() => loggedOddsRatios(logOf([1]), { ...takes(1), nStates: 2 })).toThrow(/loggedOddsRatios/);
  });
});
