import { describe, expect, it } from 'vitest';
import { uniform } from '../../policies/uniform.js';
import { ArgumentError } from '../../src/core/errors.js';
import { createRng } from '../../src/core/random/rng.js';
import { type Mdp, checkMdp } from '../../src/mdp/mdp.js';
import { backwardInduction } from '../../src/mdp/optimise/backwardInduction.js';
import { policyIteration } from '../../src/mdp/optimise/policyIteration.js';
import { policyValue } from '../../src/mdp/evaluate/policyValue.js';
import { simulate } from '../../src/trajectories/simulate/simulate.js';

/**
 * 0 goes to 1 by its only possible action 1; 1 ends, in 3, by both; 2 is never reached. Action 0 costs 1 in state 1.
 */
const mdp: Mdp = {
  nStates: 4,
  nActions: 2,
  rowStart: Uint32Array.of(0, 0, 1, 2, 3, 4, 5, 5, 5),
  nextState: Uint32Array.of(1, 3, 3, 3, 3),
  probability: new Float64Array(5).fill(1),
  reward: Float64Array.of(-2, -1, 0, 0, 0),
  initial: Float64Array.of(1, 0, 0, 0),
  terminal: Uint8Array.of(0, 0, 0, 1),
  outcomes: [
    { name: 'ongoing', reward: 0 },
    { name: 'ended', reward: 0 },
  ],
  outcome: Uint8Array.of(0, 0, 0, 1),
  source: {},
};

const policy = (rows: readonly number[], undefinedRows?: readonly number[]) => ({
  nStates: 4,
  nActions: 2,
  probability: Float64Array.from(rows),
  ...(undefinedRows && { undefinedRows: Uint8Array.from(undefinedRows) }),
});

describe('a pair that is not possible', () => {
  it('may be in a model, but not all of a state', () => {
    checkMdp(mdp, 'mdp');
    expect(() => {
      checkMdp({ ...mdp, rowStart: Uint32Array.of(0, 0, 0, 1, 2, 3, 4, 4, 5) }, 'mdp');
    }).toThrow(
      new ArgumentError(
        'mdp: state 0 must have an action that is possible, got empty rows for all - give it a row, or mark the state terminal',
      ),
    );
  });

  it('is never chosen, though what is possible costs', () => {
    const { action, value } = policyIteration(mdp);
    expect(Array.from(action)).toEqual([1, 1, 0, 0]);
    expect(value).toBe(-2);
    expect(backwardInduction(mdp, { horizon: 2 }).value).toBe(-2);
  });

  it('is an error in a policy that can take it', () => {
    const message =
      'policyValue: policy must not take action 0 in state 0, which is not possible there, got probability 0.5 - choose among 1';
    expect(() => policyValue(mdp, uniform(4, 2), { horizon: 3 })).toThrow(new ArgumentError(message));
    expect(() => simulate(createRng(1), mdp, uniform(4, 2), { episodes: 1, horizon: 3 })).toThrow(
      message.replace('policyValue', 'simulate'),
    );
  });
});

describe('a policy that says nothing of a state', () => {
  it('is fine where the state is an end, or out of reach', () => {
    const fine = policy([0, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0, 0, 1, 1]);
    expect(policyValue(mdp, fine, { horizon: 3 }).value).toBe(-2.5);
    expect(simulate(createRng(1), mdp, fine, { episodes: 3, horizon: 3 }).nEpisodes).toBe(3);
  });

  it('is an error that names the state where it can be reached', () => {
    const lacking = policy([0, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1]);
    expect(() => policyValue(mdp, lacking, { horizon: 3 })).toThrow(
      /policyValue: policy must say what to do in state 1, which it can reach, got nothing/,
    );
    expect(() => simulate(createRng(1), mdp, lacking, { episodes: 3, horizon: 3 })).toThrow(/in state 1/);
  });
});
