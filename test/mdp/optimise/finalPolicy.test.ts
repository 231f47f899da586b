import { expect, test } from 'vitest';
import { NumericalError } from '../../../src/core/errors.js';
import { modelChoices } from '../../../src/mdp/optimise/choices.js';
import { finalPolicy } from '../../../src/mdp/optimise/finalPolicy.js';
import { oneAction } from '../../support/oneAction.js';

test('proves the value of every state, the first with its first choice included, and of no end', () => {
  const choices = modelChoices(oneAction([[{ next: 1, p: 1, r: 2 }], []]), Uint8Array.of(1, 0));
  const chosen = Int32Array.of(0, -1);
  const noise = new Float64Array(2);
  const proven = (value: number): ReturnType<typeof finalPolicy> =>
    finalPolicy(choices, chosen, 0.9, 0, { value: Float64Array.of(value, 0), noise });
  expect(proven(2)).toEqual({ settled: chosen, value: Float64Array.of(2, 0), bellmanResidual: 0, relativeResidual: 0 });
  expect(() => proven(5)).toThrow(NumericalError);
});
