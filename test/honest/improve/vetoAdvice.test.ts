import { describe, expect, it } from 'vitest';
import { LEAST_VISITS, vetoAdvice } from '../../../src/honest/improve/vetoAdvice.js';
import type { Advice } from '../../../src/mdp/advice/advice.js';
import { identityAdvice } from '../../../src/mdp/advice/identityAdvice.js';
import { recordOf } from './recordOf.js';

/** What the advice does in state s when i is about to be done. */
const row = ({ probability, nActions }: Advice, s: number, i: number): number[] =>
  Array.from(probability.subarray((s * nActions + i) * nActions, (s * nActions + i + 1) * nActions));

describe('vetoAdvice', () => {
  const record = recordOf([[60, 30, 2, 0]]);

  it('sends rare choices, also those never seen, to the most frequent one', () => {
    const advice = vetoAdvice(record, 0.05, 'mode');
    expect([0, 1, 2, 3].map((i) => row(advice, 0, i))).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [1, 0, 0, 0],
      [1, 0, 0, 0],
    ]);
  });

  it('sends them to the others as often as these are made', () => {
    expect(row(vetoAdvice(record, 0.05, 'common'), 0, 2)).toBeAllClose([2 / 3, 1 / 3, 0, 0], { rtol: 1e-12 });
  });

  it('does so, if asked, only where the others were followed by higher returns', () => {
    const withReturns = (rare: number) => recordOf([[60, 30, 2, 0]], { pairReturn: [0, 3, rare, 2] });
    expect(row(vetoAdvice(withReturns(1.1), 0.05, 'common + q'), 0, 2)).toEqual([0, 0, 1, 0]);
    expect(row(vetoAdvice(withReturns(0.9), 0.05, 'common + q'), 0, 2)).toBeAllClose([2 / 3, 1 / 3, 0, 0], {
      rtol: 1e-12,
    });
    expect(row(vetoAdvice(withReturns(1.1), 0.05, 'common'), 0, 2)).not.toEqual([0, 0, 1, 0]);
  });

  it('counts a choice of just that share as rare', () => {
    const even = recordOf([[49, 1]]);
    expect(row(vetoAdvice(even, 0.02, 'mode'), 0, 1)).toEqual([1, 0]);
    expect(row(vetoAdvice(even, 0.0199, 'mode'), 0, 1)).toEqual([0, 1]);
  });

  it('leaves alone states of too few visits, and those in which all is rare', () => {
    const few = vetoAdvice(recordOf([[LEAST_VISITS - 1, 0]]), 0.05, 'mode');
    expect(few.probability).toEqual(identityAdvice(1, 2).probability);
    const many = vetoAdvice(recordOf([[LEAST_VISITS, 0]]), 0.05, 'mode');
    expect(row(many, 0, 1)).toEqual([1, 0]);
    const spread = vetoAdvice(recordOf([Array.from({ length: 25 }, () => 4)]), 0.05, 'common');
    expect(spread.probability).toEqual(identityAdvice(1, 25).probability);
  });
});
