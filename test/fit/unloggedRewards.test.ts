import { describe, expect, it } from 'vitest';
import { createEnv } from '../../envs/registry.js';
import { DataError } from '../../src/core/errors.js';
import { entryRewards } from '../../src/mdp/entryRewards.js';
import { type FitOptions, fit } from '../../src/fit/fit.js';
import type { Mdp } from '../../src/mdp/mdp.js';
import { countTransitions } from '../../src/fit/transitionCounts.js';
import { unloggedRewards } from '../../src/fit/unloggedRewards.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { without } from '../trajectories/without.js';

/**
 * From 0 action 0 leads to 1 and earns 3; from 1 action 0 leads to 2, the end, and costs 10. No other step is logged.
 */
const log: Trajectories = {
  nEpisodes: 1,
  nStates: 3,
  nActions: 2,
  episodeStart: Uint32Array.of(0, 2),
  state: Int32Array.of(0, 1),
  action: Int32Array.of(0, 0),
  reward: Float64Array.of(3, -10),
  nextState: Int32Array.of(1, 2),
  terminated: Uint8Array.of(1),
  source: {},
};
const counts = countTransitions(log, 3, 2);

function rewardOf({ rowStart, nActions, nextState, reward }: Mdp, s: number, a: number, next: number): number {
  const row = s * nActions + a;
  const at = nextState.subarray(rowStart[row], rowStart[row + 1]).indexOf(next);
  expect(at).toBeGreaterThanOrEqual(0);
  return reward[rowStart[row] + at];
}

describe('unloggedRewards', () => {
  const mean = fit(log, undefined, { unseen: 'uniform', rewards: new Map([[0, 7]]) }).mdp;

  it('takes what tells most', () => {
    const given = new Map([[2, 1]]);
    const defined = (s: number): number | undefined => (s === 2 ? -5 : undefined);
    expect(unloggedRewards(counts, { given, mean, defined })(1, 2)).toBe(1);
    // The mean's own entry (0, 1, 0) pays 7; its row (0, 0) does not enter state 2.
    expect(unloggedRewards(counts, { mean, defined })(1, 0)).toBe(7);
    expect(unloggedRewards(counts, { mean, defined })(0, 2)).toBe(-5);
    expect(unloggedRewards(counts, { mean })(0, 2)).toBe(-10);
    // Nothing enters 0: the mean of what the pair was seen to pay.
    expect(unloggedRewards(counts)(2, 0)).toBe(-10);
    expect(unloggedRewards(counts)(1, 0)).toBeUndefined();
  });

  it('makes no way into a state free that was never logged to be', () => {
    const options: FitOptions = { prior: { concentration: 2, support: 'all' }, rewards: new Map([[0, 0]]) };
    const { mdp } = fit(log, undefined, options);
    for (const [s, a] of [[0, 0], [0, 1], [1, 1]]) expect(rewardOf(mdp, s, a, 2)).toBe(-10); // prettier-ignore
    expect(rewardOf(mdp, 1, 1, 1)).toBe(3);
  });

  it('pays what the prior mean pays', () => {
    const paying = { ...mean, reward: mean.reward.map((r, k) => (mean.nextState[k] === 2 ? -11 : r)) };
    const { mdp } = fit(log, undefined, { prior: { concentration: 2, mean: paying } });
    expect(rewardOf(mdp, 0, 1, 2)).toBe(-11);
    expect(rewardOf(mdp, 1, 0, 2)).toBe(-10);
    expect(mdp.source.prior).toEqual({ concentration: 2, mean: 'model' });
  });

  it('asks for what nothing tells, and takes it', () => {
    const asks = (options: FitOptions): (() => unknown) => {
      return () => fit(log, undefined, options);
    };
    const message = (adder: string): DataError =>
      new DataError(
        `fit: what entering a state pays must be known, as ${adder} leads there, but no logged step enters state 0 - give it for each with --reward 0=VALUE`,
      );
    expect(asks({ unseen: 'uniform' })).toThrow(message('the choice for unseen pairs'));
    expect(asks({ prior: { concentration: 1, support: 'all' } })).toThrow(message('the prior'));
    const { mdp } = fit(log, undefined, { unseen: 'uniform', rewards: new Map([[0, -4]]) });
    expect(rewardOf(mdp, 0, 1, 0)).toBe(-4);
    expect(asks({ rewards: new Map([[3, 1]]) })).toThrow(/rewards must be of states 0 to 2 .* got 3/);
    expect(asks({ rewards: new Map([[0, NaN]]) })).toThrow(/entering state 0 must be finite, got NaN/);
  });

  it('lets a pair that stays pay what entering its state pays, and counts where that is not known', () => {
    const { mdp, nUnpaid } = fit(log, undefined);
    expect(rewardOf(mdp, 1, 1, 1)).toBe(3);
    expect(rewardOf(mdp, 0, 1, 0)).toBe(0);
    expect(nUnpaid).toBe(1);
    expect(fit(log, undefined, { rewards: new Map([[0, 2]]) }).nUnpaid).toBe(0);
  });
});

describe('entryRewards', () => {
  it('is what every way into a state pays', () => {
    const projected = entryRewards(createEnv('sepsis'), 'projected');
    expect([3, 144, 145].map(projected)).toEqual([0, -1, 1]);
    expect([0, 1, 2].map(entryRewards(createEnv('model-win'), 'full'))).toEqual([0, 1, -1]);
    // Two ways in that pay differently; and an environment that cannot tell.
    const env = createEnv('triage');
    const model = env.exactModel!();
    const mixed = { ...env, exactModel: () => ({ ...model, reward: model.reward.map((r, k) => r + k) }) };
    expect(entryRewards(mixed, 'full')(2)).toBeUndefined();
    expect(entryRewards(without(env, 'exactModel'), 'full')(2)).toBeUndefined();
  });
});

describe('unloggedRewards', () => {
  it('are means over cases, of what enters the state, and else of the pair', () => {
    // From 0 action 0 was logged three times, to 1 and to 2; nothing entered 3.
    const columns = { state: [0, 0, 0, 1], action: [0, 0, 0, 0], reward: [1, 2, 6, 7], nextState: [1, 1, 2, 2] };
    const reward = unloggedRewards(countTransitions(columns, 4, 1));
    expect(reward(1, 1)).toBeAllClose(1.5);
    expect(reward(3, 2)).toBeAllClose(6.5);
    expect(reward(0, 3)).toBeAllClose(3);
    expect(reward(1, 3)).toBeAllClose(7);
    expect(reward(2, 3)).toBeUndefined();
  });
});
