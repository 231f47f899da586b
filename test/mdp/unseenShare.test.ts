import { describe, expect, it } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import type { Policy } from '../../src/mdp/policy.js';
import { unseenShare } from '../../src/mdp/unseenShare.js';
import { without } from '../trajectories/without.js';

/** In state 0 action 0 ends the run; action 1 was never tried, so that it stays. */
const { mdp } = fit(
  {
    nEpisodes: 1,
    nStates: 2,
    nActions: 2,
    episodeStart: Uint32Array.of(0, 1),
    state: Int32Array.of(0),
    action: Int32Array.of(0),
    reward: Float64Array.of(1),
    nextState: Int32Array.of(1),
    terminated: Uint8Array.of(1),
    source: {},
  },
  undefined,
);

/** Takes action 1 with this probability. */
function untried(share: number): Policy {
  return { nStates: 2, nActions: 2, probability: Float64Array.of(1 - share, share, 0.5, 0.5) };
}

describe('unseenShare', () => {
  it('is the share of steps, not of states or of decisions', () => {
    // State 0 is left with probability 1/4 a step: of 4 expected steps 3 are untried.
    const endless = unseenShare(mdp, untried(0.75), { horizon: Infinity })!;
    expect(endless.share).toBeAllClose(0.75);
    expect(endless.pairs).toEqual([{ state: 0, action: 1, share: endless.share }]);
    expect(unseenShare(mdp, untried(0.75), { horizon: 2 })!.share).toBeAllClose(0.75);
    expect(unseenShare(mdp, untried(0), { horizon: 5 })).toMatchObject({ share: 0, pairs: [] });
  });

  it('weighs later steps by the discount', () => {
    // Unseen in state 1 alone, which is entered with certainty after the first step: steps 1 and d, then an end.
    const { mdp: line } = fit(
      {
        nEpisodes: 1,
        nStates: 3,
        nActions: 2,
        episodeStart: Uint32Array.of(0, 2),
        state: Int32Array.of(0, 1),
        action: Int32Array.of(0, 0),
        reward: Float64Array.of(0, 1),
        nextState: Int32Array.of(1, 2),
        terminated: Uint8Array.of(1),
        source: {},
      },
      undefined,
      { unseen: 'ended' },
    );
    const policy: Policy = { nStates: 3, nActions: 2, probability: Float64Array.of(1, 0, 0, 1, 1, 0) };
    expect(unseenShare(line, policy, { horizon: 5 })!.share).toBeAllClose(1 / 2);
    expect(unseenShare(line, policy, { horizon: 5, discount: 0.5 })!.share).toBeAllClose(1 / 3);
    expect(unseenShare(line, policy, { horizon: Infinity, discount: 0.5 })!.share).toBeAllClose(1 / 3);
  });

  it('keeps apart what was tried once or twice', () => {
    const { hardlySeen } = unseenShare(mdp, untried(0.75), { horizon: Infinity })!;
    expect(hardlySeen!.share).toBeAllClose(0.25);
    expect(hardlySeen!.pairs).toEqual([{ state: 0, action: 0, share: hardlySeen!.share }]);
    const twice = { ...mdp, visits: Uint32Array.of(2, 0, 0, 0) };
    expect(unseenShare(twice, untried(0.75), { horizon: Infinity })).toMatchObject({ hardlySeen });
    const often = { ...mdp, visits: Uint32Array.of(3, 0, 0, 0) };
    expect(unseenShare(often, untried(0.75), { horizon: Infinity })).toMatchObject({
      hardlySeen: { share: 0, pairs: [] },
    });
    expect(unseenShare(without(mdp, 'visits'), untried(0.75), { horizon: 3 })).not.toHaveProperty('hardlySeen');
  });

  it('says what runs that never end do in the long run', () => {
    expect(unseenShare(mdp, untried(1), { horizon: Infinity })!.share).toBeAllClose(1);
  });

  it('goes by logged cases, not by counts that were added', () => {
    const added = { ...mdp, observed: Uint8Array.of(1, 1, 0, 0) };
    expect(unseenShare(added, untried(0.5), { horizon: 3 })!.share).toBeAllClose(0.5);
    expect(unseenShare(without(added, 'visits'), untried(0.5), { horizon: 3 })!.share).toBe(0);
  });

  it('is of no exact model', () => {
    expect(unseenShare(without(mdp, 'visits', 'observed'), untried(0.5), { horizon: 3 })).toBeUndefined();
  });
});
