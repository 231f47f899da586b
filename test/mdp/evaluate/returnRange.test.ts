import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createEnv } from '../../../envs/registry.js';
import { tabularEnv } from '../../../envs/tabularEnv.js';
import { returnRange } from '../../../src/mdp/evaluate/returnRange.js';
import { smallMdp } from '../../support/generators.js';

/** Tolls of 2 on the way, which a run may take at once, later or never; a prize of 3, or a loss of 1, at its end. */
const road = tabularEnv({
  name: 'road',
  parameters: {},
  stateLabels: ['gate', 'road', 'prize', 'loss', 'elsewhere'],
  actionLabels: ['wait', 'go'],
  outcomes: [
    { name: 'on', reward: 0 },
    { name: 'prize', reward: 3 },
    { name: 'loss', reward: -1 },
  ],
  ends: [
    [2, 1],
    [3, 2],
  ],
  initial: [[0, 1]],
  next: (state, action) =>
    state !== 1 || action === 0
      ? [
          [state, 0.5],
          [action === 0 ? state : 1, 0.5],
        ]
      : [
          [2, 0.001],
          [3, 0.999],
        ],
}).exactModel!();
const tolled = {
  ...road,
  reward: road.reward.map((reward, k) => (reward === 0 && road.nextState[k] === 1 ? -2 : reward)),
};

describe('returnRange', () => {
  it('is by hand the worst and the best that can happen, however rarely', () => {
    // A step: the toll, or nothing. Two: two tolls, toll and prize, toll and loss, nothing.
    expect(returnRange(tolled, { horizon: 1, discount: 1 })).toEqual({ returns: [-2, 0], rewards: [-2, 3] });
    expect(returnRange(tolled, { horizon: 2, discount: 1 }).returns).toEqual([-4, 1]);
    // Another toll halves to 1, the prize to 1.5, and the prize does not pay for the toll.
    expect(returnRange(tolled, { horizon: 2, discount: 0.5 }).returns).toEqual([-3, 0]);
    expect(returnRange(tolled, { horizon: 7, discount: 1 }).returns).toEqual([-14, 1]);
  });

  it('counts runs that stop on the way, where a log may be cut', () => {
    // The toll for waiting is now a wage, of which a run that goes on has more.
    const waged = { ...tolled, reward: tolled.reward.map((reward) => (reward === -2 ? 2 : reward)) };
    expect(returnRange(waged, { horizon: 2, discount: 1 }).returns).toEqual([0, 5]);
    const paid = { ...waged, initial: Float64Array.of(0, 1, 0, 0, 0) };
    const waiting = { ...paid, reward: paid.reward.map((reward) => (reward === -1 ? 4 : reward)) };
    expect(returnRange(waiting, { horizon: 3, discount: 1 }).returns).toEqual([3, 8]);
    expect(returnRange(waiting, { horizon: 3, discount: 1, cut: true }).returns).toEqual([2, 8]);
  });

  it('does not look beyond ends, at what cannot be, or at states where no run begins', () => {
    const { nActions, rowStart, nextState, probability } = road;
    const elsewhere = { ...tolled, initial: Float64Array.of(0, 0, 0, 0, 1) };
    expect(returnRange(elsewhere, { horizon: 9, discount: 1 }).returns).toEqual([-18, 1]);
    const impossible = { ...tolled, probability: probability.slice() };
    for (let k = rowStart[nActions]; k < rowStart[2 * nActions]; k++)
      if (nextState[k] === 2) impossible.probability[k] = 0;
    expect(returnRange(impossible, { horizon: 2, discount: 1 })).toEqual({ returns: [-4, 0], rewards: [-2, 0] });
  });

  it('has no bound where runs earn or lose for ever', () => {
    const endless = { horizon: Infinity, discount: 1 };
    expect(returnRange(tolled, endless).returns).toEqual([-Infinity, 1]);
    const paid = { ...tolled, reward: tolled.reward.map((reward) => -reward) };
    expect(returnRange(paid, endless).returns).toEqual([-1, Infinity]);
    expect(returnRange(road, endless).returns).toEqual([-1, 3]);
    // A toll at every step, halved from step to step; the prize comes a step after the toll that leads to it.
    expect(returnRange(tolled, { horizon: Infinity, discount: 0.5 }).returns).toBeAllClose([-4, 0]);
    expect(returnRange(tolled, { horizon: 1e12, discount: 0.9 }).returns).toBeAllClose([-20, 0.7]);
  });

  test.prop([smallMdp(), fc.boolean()])('without a horizon is the limit of long ones', (mdp, cut) => {
    const endless = returnRange(mdp, { horizon: Infinity, discount: 0.5, cut }).returns;
    expect(endless).toBeAllClose(returnRange(mdp, { horizon: 50, discount: 0.5, cut }).returns, { atol: 1e-9 });
  });

  it('is what the built-in benchmarks state of sepsis and gridworld', () => {
    for (const name of ['sepsis', 'gridworld'])
      expect(returnRange(createEnv(name).exactModel!(), { horizon: 20, discount: 1 }).returns).toEqual([-1, 1]);
  });
});
