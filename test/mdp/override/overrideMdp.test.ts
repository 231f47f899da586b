import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../../src/core/errors.js';
import { type Mdp, checkMdp } from '../../../src/mdp/mdp.js';
import { policyValue } from '../../../src/mdp/evaluate/policyValue.js';
import { deterministicPolicy } from '../../../src/mdp/optimise/policyIteration.js';
import { overrideMdp } from '../../../src/mdp/override/overrideMdp.js';
import type { MdpOverrides } from '../../../src/mdp/override/overrides.js';

/** A patient who is ventilated or not; fitted, with a pair that was never tried. */
const ward: Mdp = {
  nStates: 4,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 4, 6, 7, 7, 7, 7, 7),
  nextState: Uint32Array.of(1, 2, 1, 3, 2, 3, 3),
  probability: Float64Array.of(0.75, 0.25, 0.5, 0.5, 0.5, 0.5, 1),
  reward: Float64Array.of(0, -1, 0, 1, -1, 1, 1),
  initial: Float64Array.of(1, 0, 0, 0),
  terminal: Uint8Array.of(0, 0, 1, 1),
  outcomes: ['going on', 'death', 'discharge'].map((name) => ({ name, reward: 0 })),
  outcome: Uint8Array.of(0, 0, 1, 2),
  observed: Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 0),
  visits: Uint32Array.of(4, 0, 2, 1, 0, 0, 0, 0),
  stateLabels: ['weak', 'better', 'dead', 'well'],
  actionLabels: ['ventilate', 'wait'],
  source: { space: 'ward', prior: { concentration: 1, mean: 'uniform' } },
};

const row = (mdp: Mdp, at: number): number[][] =>
  Array.from({ length: mdp.rowStart[at + 1] - mdp.rowStart[at] }, (_, i) => {
    const k = mdp.rowStart[at] + i;
    return [mdp.nextState[k], mdp.probability[k], mdp.reward[k]];
  });

describe('overrideMdp', () => {
  it('changes a row: what if ventilation killed half as often?', () => {
    const before = structuredClone(ward);
    const changed = overrideMdp(ward, {
      rows: [{ state: 'weak', action: 'ventilate', to: { better: 0.875, dead: 0.125 } }],
    });
    checkMdp(changed);
    expect(row(changed, 0)).toEqual([
      [1, 0.875, 0],
      [2, 0.125, -1],
    ]);
    for (const at of [1, 2, 3, 4, 7]) expect(row(changed, at)).toEqual(row(ward, at));
    expect(ward).toEqual(before);
    // .875 · 0 (half die, half live) − .125.
    const ventilates = deterministicPolicy(changed, new Int32Array(4));
    expect(policyValue(changed, ventilates, { horizon: Infinity }).value).toBe(-0.125);
  });

  it('brings in next states, by name or number, in order, and leaves out those that are not named', () => {
    const changed = overrideMdp(ward, {
      rows: [{ state: 0, action: 1, to: { 3: 0.25, weak: 0.75, dead: 0 }, pays: { weak: -0.5 } }],
    });
    expect(row(changed, 1)).toEqual([
      [0, 0.75, -0.5],
      [3, 0.25, 1],
    ]);
    checkMdp(changed);
  });

  it('counts a changed row as seen, and a changed model as fitted to no log', () => {
    const changed = overrideMdp(ward, { rows: [{ state: 0, action: 1, to: { well: 1 } }] });
    expect([...changed.observed!]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(changed.visits).toBeUndefined();
    expect(changed.source).toEqual({ space: 'ward' });
    const dearer = overrideMdp(ward, { rewards: [{ reward: 2 }] });
    expect(dearer.visits).toEqual(ward.visits);
    expect(dearer.source).toEqual(ward.source);
    expect(dearer.observed).toEqual(ward.observed);
  });

  it.each<[MdpOverrides['rewards'], number[]]>([
    [[{ next: 'dead', reward: -9 }], [0, -9, 0, 1, -9, 1, 1]],
    [[{ action: 'wait', reward: 3 }], [0, -1, 3, 3, -1, 1, 3]],
    [[{ state: 'better', next: 3, reward: 3 }], [0, -1, 0, 1, -1, 3, 3]],
    [[{ state: 0, action: 0, next: 1, reward: 3 }], [3, -1, 0, 1, -1, 1, 1]],
    [
      [{ reward: 5 }, { next: 'well', reward: 7 }],
      [5, 5, 5, 7, 5, 7, 7],
    ],
  ])('changes the rewards that are meant: %j', (rewards, expected) => {
    const changed = overrideMdp(ward, { rewards });
    expect([...changed.reward]).toEqual(expected);
    expect(changed.probability).toEqual(ward.probability);
  });

  it('changes the start, and rewards of rows that it brings in', () => {
    expect([...overrideMdp(ward, { start: { better: 0.5, 0: 0.5 } }).initial]).toEqual([0.5, 0.5, 0, 0]);
    const both = overrideMdp(ward, {
      rows: [{ state: 0, action: 0, to: { weak: 1 }, pays: { weak: 0 } }],
      rewards: [{ next: 'weak', reward: 4 }],
    });
    expect(row(both, 0)).toEqual([[0, 1, 4]]);
  });

  it('takes a name before a number that is written as one', () => {
    const counted = { ...ward, stateLabels: ['3', '2', '1', '0'] };
    expect([...overrideMdp(counted, { start: { 3: 1 } }).initial]).toEqual([1, 0, 0, 0]);
    expect(row(overrideMdp(counted, { rows: [{ state: 0, action: 0, to: { 2: 1 } }] }), 0)).toEqual([[1, 1, 0]]);
  });

  it.each<[string, MdpOverrides, string]>([
    [
      'an unknown name',
      { rows: [{ state: 'weka', action: 0, to: {} }] },
      "rows[0]: state must be a name or a number from 0 to 3, got 'weka' - did you mean 'weak'?",
    ],
    [
      'an unknown action',
      { rewards: [{ action: 2, reward: 1 }] },
      'rewards[0]: action must be a name or a number from 0 to 1, got 2',
    ],
    ['an empty name', { start: { '': 1 } }, "start: state must be a name or a number from 0 to 3, got ''"],
    [
      'a sum that is not 1',
      { rows: [{ state: 0, action: 0, to: { better: 0.875, dead: 0.25 } }] },
      'rows[0]: probabilities must sum to 1, got 1.125 - divide them by their sum',
    ],
    ['a start that is not 1', { start: { weak: 0.5 } }, 'start: probabilities must sum to 1, got 0.5'],
    [
      'a next state that does not say what it pays',
      { rows: [{ state: 0, action: 0, to: { well: 1 } }] },
      "rows[0]: pays must say what entering 'well' pays, as it did not follow before, got nothing for it",
    ],
    [
      'pay for what does not follow',
      { rows: [{ state: 0, action: 0, to: { better: 1 }, pays: { dead: -1 } }] },
      "rows[0]: pays must be of states that follow, got 'dead' - give it a probability",
    ],
    [
      'an end that goes on',
      { rows: [{ state: 'dead', action: 0, to: { weak: 1 } }] },
      "rows[0]: state must go on, got 'dead', in which runs end",
    ],
    [
      'a reward of no transition',
      { rewards: [{ reward: 1 }, { state: 'dead', reward: 1 }] },
      'rewards[1]: there must be a transition that it is the reward of, got none',
    ],
    [
      'a reward that is no number',
      { rewards: [{ reward: Infinity }] },
      'rewards[0]: reward must be a finite number, got Infinity',
    ],
    ['one state twice', { start: { weak: 0.5, 0: 0.5 } }, "start: each state may be given once, got 'weak' twice"],
  ])('refuses %s', (_, overrides, message) => {
    expect(() => overrideMdp(ward, overrides)).toThrow(ArgumentError);
    expect(() => overrideMdp(ward, overrides)).toThrow(`overrideMdp: ${message}`);
  });

  it('refuses a model that is mixed with imaginary cases', () => {
    const mixed = { ...ward, source: { worst: { cases: 2, state: 2, reward: -1, floor: false } } };
    expect(() => overrideMdp(mixed, {})).toThrow(/^overrideMdp: the model must be without imaginary .* got 2 a pair/);
  });

  it('refuses a name that several states have', () => {
    const same = { ...ward, stateLabels: ['sick', 'sick', 'dead', 'well'] };
    expect(() => overrideMdp(same, { start: { sick: 1 } }, 'what-if.json')).toThrow(
      "what-if.json: start: a name must be of one state, got 'sick', which several have - give its number",
    );
  });
});
