import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/core/errors.js';
import { type Mdp, type MixedWorst, checkMdp } from '../../src/mdp/mdp.js';

/** In state 0 action 0 leads to either state, action 1 is not possible; state 1 is an end. */
const mdp: Mdp = {
  nStates: 2,
  nActions: 2,
  rowStart: Uint32Array.of(0, 2, 2, 3, 4),
  nextState: Uint32Array.of(0, 1, 1, 1),
  probability: Float64Array.of(0.25, 0.75, 1, 1),
  reward: Float64Array.of(0, 1, 0, 0),
  initial: Float64Array.of(1, 0),
  terminal: Uint8Array.of(0, 1),
  outcomes: [
    { name: 'ongoing', reward: 0 },
    { name: 'home', reward: 1 },
  ],
  outcome: Uint8Array.of(0, 1),
  observed: Uint8Array.of(1, 0, 0, 0),
  visits: Uint32Array.of(7, 0, 0, 0),
  source: {},
};

const worst: MixedWorst = { cases: 1, state: 1, reward: -1, floor: false };
const long = 1 / 3 + 2 / 3 + 1e-10;

describe('checkMdp', () => {
  it('passes what is sound, sums to rounding, and an end without rows', () => {
    checkMdp(mdp);
    checkMdp({ ...mdp, source: { worst } });
    checkMdp({ ...mdp, probability: Float64Array.of(0.25, 0.75 + 1e-10, 1, 1), initial: Float64Array.of(long, 0) });
    const bare = { ...mdp, rowStart: Uint32Array.of(0, 2, 2, 2, 2) };
    checkMdp({ ...bare, nextState: Uint32Array.of(0, 1), probability: Float64Array.of(0.25, 0.75), reward: Float64Array.of(0, 1) }); // prettier-ignore
  });

  it.each<[string, Partial<Mdp>]>([
    ['rowStart must have length 5, got 4', { rowStart: Uint32Array.of(0, 2, 3, 4) }],
    ['probability must have length 4, got 3', { probability: Float64Array.of(0.25, 0.75, 1) }],
    ['reward must have length 4, got 5', { reward: new Float64Array(5) }],
    ['initial must have length 2, got 1', { initial: Float64Array.of(1) }],
    ['terminal must have length 2, got 3', { terminal: Uint8Array.of(0, 1, 0) }],
    ['outcome must have length 2, got 1', { outcome: Uint8Array.of(0) }],
    ['observed must have length 4, got 3', { observed: Uint8Array.of(1, 0, 0) }],
    ['visits must have length 4, got 5', { visits: new Uint32Array(5) }],
    ['rowStart must run from 0 to 4, got 1 to 4', { rowStart: Uint32Array.of(1, 2, 2, 3, 4) }],
    ['rowStart must run from 0 to 4, got 0 to 3', { rowStart: Uint32Array.of(0, 2, 2, 3, 3) }],
    ['rowStart must not decrease, got 2 then 1 at state 0, action 1', { rowStart: Uint32Array.of(0, 2, 1, 3, 4) }],
    ["outcomes must have different names, got 'ongoing' twice", { outcomes: [mdp.outcomes[0], mdp.outcomes[0]] }],
    ['outcome of state 1 must be below 2, got 2', { outcome: Uint8Array.of(0, 2) }],
    ['terminal must be 0 or 1, got 2 for state 1', { terminal: Uint8Array.of(0, 2) }],
    ['observed must be 0 or 1, got 2 for state 0, action 1', { observed: Uint8Array.of(1, 2, 0, 0) }],
    ['next state must be below 2, got 2 in row (0, 0)', { nextState: Uint32Array.of(0, 2, 1, 1) }],
    ['next states of row (0, 0) must increase', { nextState: Uint32Array.of(1, 1, 1, 1) }],
    ['probability must be ≥ 0, got -0.25 in row (0, 0)', { probability: Float64Array.of(-0.25, 1.25, 1, 1) }],
    ['probability must be ≥ 0, got NaN in row (1, 0)', { probability: Float64Array.of(0.25, 0.75, NaN, 1) }],
    ['reward must be finite, got Infinity in row (1, 1)', { reward: Float64Array.of(0, 1, 0, Infinity) }],
    ['row (state 1, action 1) must sum to 1, got 0.5', { probability: Float64Array.of(0.25, 0.75, 1, 0.5) }],
    ['state 0 must have an action that is possible', { rowStart: Uint32Array.of(0, 0, 0, 0, 4), nextState: Uint32Array.of(0, 1, 2, 3), nStates: 2, terminal: Uint8Array.of(0, 0) }], // prettier-ignore
    ['initial must be ≥ 0, got -1', { initial: Float64Array.of(2, -1) }],
    ['initial must sum to 1, got 0.5', { initial: Float64Array.of(0.5, 0) }],
    ['source.worst: cases must be finite and ≥ 0, got -1', { source: { worst: { ...worst, cases: -1 } } }],
    ['source.worst: reward must be finite, got NaN', { source: { worst: { ...worst, reward: NaN } } }],
    ['source.worst: state must be from 0 to 1, got 2', { source: { worst: { ...worst, state: 2 } } }],
    ['source.worst: a floor must be the last state, 1, got 0', { source: { worst: { ...worst, state: 0, floor: true } } }], // prettier-ignore
  ])('refuses: %s', (message, wrong) => {
    const run = (): void => {
      checkMdp({ ...mdp, ...wrong }, 'model.json');
    };
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow(`model.json: ${message}`);
  });
});
