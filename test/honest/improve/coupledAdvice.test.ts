import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceShare } from '../../../src/honest/improve/choiceRecord.js';
import { coupledAdvice } from '../../../src/honest/improve/coupledAdvice.js';
import { checkAdvice } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { probabilityVector } from '../../support/generators.js';
import { recordOf } from './recordOf.js';

const A = 4;

describe('coupledAdvice', () => {
  it('makes the choices of the log those of the policy, with the least change', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: A, maxLength: A });
    fc.assert(
      fc.property(counts, probabilityVector(A), (cases, pi) => {
        const record = recordOf([cases]);
        const advice = coupledAdvice(record, { nStates: 1, nActions: A, probability: pi });
        checkAdvice(advice);
        const b = cases.map((_, i) => choiceShare(record, 0, i));
        const followed = cases.map((_, a) => b.reduce((sum, p, i) => sum + p * advice.probability[i * A + a], 0));
        expect(followed).toBeAllClose(pi, { rtol: 0, atol: 1e-12 });
        const changed = b.reduce((sum, p, i) => sum + p * (1 - advice.probability[i * A + i]), 0);
        const distance = b.reduce((sum, p, i) => sum + Math.abs(p - pi[i]) / 2, 0);
        expect(changed).toBeAllClose(distance, { rtol: 0, atol: 1e-12 });
      }),
    );
  });

  it('keeps choices that were never seen, and all in states never visited or of which the policy says nothing', () => {
    const record = recordOf([
      [3, 1, 0],
      [0, 0, 0],
      [5, 5, 5],
    ]);
    const probability = Float64Array.of(0, 0, 1, 0, 0, 1, 0, 0, 1);
    const advice = coupledAdvice(record, {
      nStates: 3,
      nActions: 3,
      probability,
      undefinedRows: Uint8Array.of(0, 0, 1),
    });
    expect(Array.from(advice.probability.subarray(0, 9))).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1]);
    expect(advice.probability.subarray(9)).toEqual(identityAdvice(2, 3).probability);
  });

  it('leaves the clinician alone who does what the policy does', () => {
    const record = recordOf([[1, 2, 3]]);
    const probability = Float64Array.of(1 / 6, 2 / 6, 3 / 6);
    expect(coupledAdvice(record, { nStates: 1, nActions: 3, probability }).probability).toEqual(
      identityAdvice(1, 3).probability,
    );
  });

  it('refuses a policy over other states', () => {
    const policy = { nStates: 2, nActions: 3, probability: new Float64Array(6).fill(1 / 3) };
    expect(() => coupledAdvice(recordOf([[1, 2, 3]]), policy)).toThrow(
      'coupledAdvice: policy must have 1 states and 3 actions, got 2 and 3',
    );
  });
});
