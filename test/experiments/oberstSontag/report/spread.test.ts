import { expect, it } from 'vitest';
import { fixed, spread, spreadText } from '../../../../src/experiments/oberstSontag/report/spread.js';

it('takes mean and quantiles of the values that there are', () => {
  expect(spread([3, null, 1])).toEqual({ n: 2, undefinedValues: 1, mean: 2, lower: 1.05, upper: 2.95 });
  expect(spread([4])).toEqual({ n: 1, undefinedValues: 0, mean: 4, lower: 4, upper: 4 });
  expect(spread([null, null])).toBeNull();
});

it('says what was undefined, and shows no range of one value', () => {
  expect(spreadText({ mean: 0.5, lower: -1, upper: 1 }, 2)).toBe('0.50 [-1.00, 1.00]');
  expect(spreadText(spread([3, null, 1]), 1)).toBe('2.0 [1.1, 3.0], 1 of 3 undefined');
  expect(spreadText(spread([4, null]), 1)).toBe('4.0, 1 of 2 undefined');
  expect(spreadText(null)).toBe('undefined');
  expect([fixed(-0.00001), fixed(-0.5, 0), fixed(-0.6, 0), fixed(-0.05)]).toEqual(['0.0000', '-1', '-1', '-0.0500']);
});
