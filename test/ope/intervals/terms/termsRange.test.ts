import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../src/mdp/policy.js';
import { termsRange } from '../../../../src/ope/intervals/terms/termsRange.js';
import { prepareStudy } from '../../../../src/ope/study/study.js';
import type { Trajectories } from '../../../../src/trajectories/trajectories.js';

const policy = (...probability: readonly number[]): Policy => ({
  nStates: 1,
  nActions: 3,
  probability: Float64Array.from(probability),
});

/** One episode of one step. */
const log: Trajectories = {
  nEpisodes: 1,
  nStates: 1,
  nActions: 3,
  episodeStart: Uint32Array.of(0, 1),
  state: Int32Array.of(0),
  action: Int32Array.of(0),
  reward: Float64Array.of(1),
  nextState: Int32Array.of(0),
  terminated: Uint8Array.of(0),
  source: {},
};

describe('termsRange', () => {
  it('takes the largest ratio of the policies, whatever neither of them does', () => {
    const study = prepareStudy(log, policy(0.5, 0.5, 0), { behaviour: policy(0.25, 0.75, 0) });
    expect(termsRange(study, 'weighted return', { returns: [-1, 3] })).toEqual({ range: [-2, 6], cut: [-1, 3] });
    expect(termsRange(study, 'weighted rewards', { rewards: [-1, 3] })).toEqual({ range: [-2, 6], cut: [-1, 3] });
    expect(termsRange(study, 'return', { returns: [-1, 3] })).toEqual({ range: [-1, 3], cut: [-1, 3] });
  });

  it('asks for what it needs and does not have', () => {
    const logged = prepareStudy({ ...log, propensity: Float64Array.of(0.25) }, policy(0.5, 0.5, 0));
    expect(() => termsRange(logged, 'weighted return', { returns: [-1, 3] })).toThrow('got neither bounds.ratio nor');
    expect(() => termsRange(logged, 'return', {})).toThrow('needs the possible range of returns, got none');
    expect(termsRange(logged, 'weighted return', { returns: [0, 3], ratio: 4 }).range).toEqual([0, 12]);
  });
});
