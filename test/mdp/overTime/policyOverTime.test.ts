import { describe, expect, it } from 'vitest';
import { tabular } from '../../../policies/tabular.js';
import { ArgumentError } from '../../../src/core/errors.js';
import { checkPolicyOverTime, checkSteps } from '../../../src/mdp/overTime/checkPolicyOverTime.js';
import { deterministicOverTime } from '../../../src/mdp/overTime/deterministicOverTime.js';
import { policyAtStep } from '../../../src/mdp/overTime/policyAtStep.js';
import { type PolicyOverTime, isOverTime } from '../../../src/mdp/overTime/policyOverTime.js';
import { repeated } from '../../../src/mdp/overTime/repeated.js';

const plan = deterministicOverTime({ nStates: 2, nActions: 2, source: { space: 'small' } }, [0, 1, 1, 1, 1, 0]);

describe('a policy over time', () => {
  it('is told from a stationary one by its horizon', () => {
    expect([isOverTime(plan), isOverTime(tabular([0, 1], 2))]).toEqual([true, false]);
    expect([plan.horizon, plan.nStates, plan.nActions, plan.space]).toEqual([3, 2, 2, 'small']);
  });

  it('has a stationary policy at each step, with what else it says', () => {
    const blank: PolicyOverTime = { ...plan, discount: 0.9, undefinedRows: Uint8Array.of(0, 0, 0, 1, 0, 0) };
    const at = policyAtStep(blank, 1);
    expect(isOverTime(at)).toBe(false);
    expect([...at.probability]).toEqual([0, 1, 0, 1]);
    expect([...at.undefinedRows!]).toEqual([0, 1]);
    expect([at.space, at.discount]).toEqual(['small', 0.9]);
    const stationary = tabular([0, 1], 2);
    expect(policyAtStep(stationary, 7)).toBe(stationary);
  });

  it('may do the same at every step', () => {
    const stationary = { ...tabular([0, 1], 2), undefinedRows: Uint8Array.of(0, 1), discount: 0.5 };
    const over = repeated(stationary, 3);
    for (let t = 0; t < 3; t++) expect(policyAtStep(over, t)).toEqual(stationary);
    checkPolicyOverTime(over);
  });

  it.each([
    [{ ...plan, horizon: 0 }, 'checkPolicyOverTime: horizon must be an integer ≥ 1, got 0'],
    [{ ...plan, horizon: 2 }, 'checkPolicyOverTime: probability must have 2 × 2 × 2 entries, got 12'],
    [
      { ...plan, probability: plan.probability.with(7, 0.5) },
      'checkPolicyOverTime: step 1, state 1: probabilities must sum to 1, got 0.5 - divide them by their sum',
    ],
  ])('is checked: %#', (wrong, message) => {
    expect(() => {
      checkPolicyOverTime(wrong);
    }).toThrow(new ArgumentError(message));
  });

  it('says nothing beyond its steps', () => {
    checkSteps('value', plan, 3);
    checkSteps('value', tabular([0], 1), Infinity);
    expect(() => {
      checkSteps('value', plan, 4);
    }).toThrow(
      new ArgumentError(
        'value: a policy over 3 steps says nothing of later ones, got runs of 4 steps - take a horizon of at most 3, or find the policy for a longer one',
      ),
    );
    expect(() => {
      checkSteps('value', policyOfOneStep(), Infinity);
    }).toThrow('a policy over 1 step says nothing of later ones, got runs of any number of steps');
  });

  it.each([
    [[0, 1, 1], 'deterministicOverTime: action must have one entry a step and state, a multiple of 2, got 3'],
    [[], 'deterministicOverTime: action must have one entry a step and state, a multiple of 2, got 0'],
    [[0, 1, 1, 2], 'deterministicOverTime: action at step 1 in state 1 must be from 0 to 1, got 2'],
  ])('needs whole rows of actions: %j', (action, message) => {
    expect(() => deterministicOverTime({ nStates: 2, nActions: 2 }, action)).toThrow(new ArgumentError(message));
  });

  it.each([0, 1.5, Infinity])('cannot repeat %d times', (horizon) => {
    expect(() => repeated(tabular([0], 1), horizon)).toThrow(
      new ArgumentError(`repeated: horizon must be an integer ≥ 1, got ${horizon}`),
    );
  });
});

function policyOfOneStep(): PolicyOverTime {
  return repeated(tabular([0], 1), 1);
}
