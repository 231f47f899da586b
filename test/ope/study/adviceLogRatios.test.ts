import { describe, expect, it } from 'vitest';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { adviceLogRatios } from '../../../src/ope/study/adviceLogRatios.js';
import { logWeights } from '../../../src/ope/study/logWeights.js';
import type { Trajectories } from '../../../src/trajectories/trajectories.js';

const bare: Trajectories = {
  nEpisodes: 2,
  nStates: 2,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2, 3),
  state: Int32Array.of(1, 1, 1),
  action: Int32Array.of(0, 1, 1),
  reward: Float64Array.of(0, 0, 0),
  nextState: Int32Array.of(1, 0, 0),
  terminated: Uint8Array.of(1, 1),
  source: {},
};
/** Two episodes, of two steps and of one, by a clinician who sees more than the states. */
const log: Trajectories = { ...bare, propensities: Float64Array.of(0.8, 0.2, 0.5, 0.5, 0.1, 0.9) };
/** In state 1 the second action is replaced by the first in one case of four. */
const advice: Advice = { nStates: 2, nActions: 2, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 0.25, 0.75) };

describe('adviceLogRatios', () => {
  it('adds up what leads to the action taken', () => {
    // Step 0: (.8 · 1 + .2 · .25)/.8; the others: the second action is left with .75 of its probability.
    expect(adviceLogRatios(log, advice).map(Math.exp)).toBeAllClose([1.0625, 0.75, 0.75], { rtol: 1e-12 });
  });

  it('is exactly 0 where the clinician is left alone', () => {
    expect(Array.from(adviceLogRatios(log, identityAdvice(2, 2)))).toEqual([0, 0, 0]);
  });

  it('is −Infinity where the advised clinician never does what was done', () => {
    const never = { ...advice, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 1, 0) };
    expect(adviceLogRatios(log, never)).toBeAllClose([Math.log(1 / 0.8), -Infinity, -Infinity], { rtol: 1e-12 });
  });

  it('keeps its precision for probabilities that are next to 0', () => {
    const rare = { ...log, propensities: Float64Array.of(1e-310, 1, 0.5, 0.5, 0.1, 0.9) };
    expect(adviceLogRatios(rare, advice)[0]).toBeAllClose(Math.log(0.25) - Math.log(1e-310), { rtol: 1e-12 });
  });

  it('asks for the probabilities of all actions', () => {
    expect(() => adviceLogRatios(bare, advice)).toThrow('probabilities of all 2 actions at each step, got none');
    expect(() => adviceLogRatios({ ...bare, propensity: Float64Array.of(0.8, 0.5, 0.9) }, advice)).toThrow(
      'got those of the actions taken',
    );
  });

  it('asks for an advice that fits', () => {
    expect(() => adviceLogRatios(log, identityAdvice(3, 2))).toThrow(
      'adviceLogRatios: advice must have 2 states and 2 actions, got 3 and 2',
    );
  });
});

describe('logWeights', () => {
  const logRatio = Float64Array.of(Math.log(2), Math.log(3), -Infinity);

  it('adds up an episode', () => {
    expect(logWeights(log, logRatio)).toBeAllClose([Math.log(6), -Infinity], { rtol: 1e-12 });
  });

  it('stops at the horizon', () => {
    expect(Array.from(logWeights(log, logRatio, 1))).toEqual([Math.log(2), -Infinity]);
  });

  it('does not leave the range of numbers', () => {
    const steps = 2000;
    const long = { nEpisodes: 1, episodeStart: Uint32Array.of(0, steps), state: new Int32Array(steps) };
    expect(logWeights(long, new Float64Array(steps).fill(Math.log(8)))[0]).toBeAllClose(steps * Math.log(8), {
      rtol: 1e-12,
    });
  });

  it('refuses ratios and horizons that do not fit', () => {
    expect(() => logWeights(log, new Float64Array(2))).toThrow('logRatio must have length 3, got 2');
    expect(() => logWeights(log, logRatio, 0)).toThrow('horizon must be an integer ≥ 1 or Infinity, got 0');
  });
});
