import { describe, expect, it } from 'vitest';
import { type Advice, adviceRow, checkAdvice, leavesAlone } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { checkSameSpace } from '../../../src/mdp/checkSameSpace.js';

/** Two states, two actions: in state 1 the second action is replaced by the first in one case of four. */
const advice: Advice = { nStates: 2, nActions: 2, probability: Float64Array.of(1, 0, 0, 1, 1, 0, 0.25, 0.75) };

describe('an advice', () => {
  it('holds a row for each state and intended action', () => {
    expect(adviceRow(advice, 1, 1)).toBe(6);
    expect(() => {
      checkAdvice(advice);
    }).not.toThrow();
  });

  it('leaves the clinician alone where it does what is intended', () => {
    expect([leavesAlone(advice, 1, 0), leavesAlone(advice, 1, 1)]).toEqual([true, false]);
  });

  it('is checked for its size', () => {
    expect(() => {
      checkAdvice({ ...advice, nStates: 3 }, 'test');
    }).toThrow('test: probability must have 3 × 2 × 2 entries, got 8');
  });

  it('is checked row by row', () => {
    const probability = Float64Array.from(advice.probability);
    probability[7] = 0.7;
    expect(() => {
      checkAdvice({ ...advice, probability });
    }).toThrow(/^checkAdvice: state 1, intended action 1: probabilities must sum to 1, got 0.95/);
  });
});

describe('identityAdvice', () => {
  it('is a table of identities', () => {
    expect(Array.from(identityAdvice(2, 3).probability)).toEqual([
      1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1,
    ]);
  });
});

describe('checkSameSpace', () => {
  it('asks for the size, the space and the names of the model', () => {
    const model = { nStates: 2, nActions: 2, source: { space: 'projected', states: ['low', 'high'] } };
    const check = (given: Advice) => () => {
      checkSameSpace('test', 'advice', given, model);
    };
    expect(check({ ...advice, space: 'projected', states: ['low', 'high'] })).not.toThrow();
    expect(check(identityAdvice(3, 2))).toThrow('test: advice must have 2 states and 2 actions, got 3 and 2');
    expect(check({ ...advice, space: 'observed' })).toThrow(
      "test: advice must be over space 'projected', got 'observed'",
    );
    expect(check({ ...advice, states: ['high', 'low'] })).toThrow(
      "test: advice must number its states as the model does, got 'high' as 0, which is 'low' there - learn the advice from this log",
    );
  });
});
