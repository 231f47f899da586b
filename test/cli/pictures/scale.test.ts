import { expect, it } from 'vitest';
import { linearScale, logScale, placeOf } from '../../../src/cli/pictures/rows/scale.js';

const wordsOf = ({ ticks, text }: ReturnType<typeof linearScale>): string[] => ticks.map(text);

it('ends at ticks, with true minus signs', () => {
  expect(wordsOf(linearScale([-0.8, 1.9]))).toEqual(['\u22121.0', '\u22120.5', '0.0', '0.5', '1.0', '1.5', '2.0']);
  expect(linearScale([-0.8, 1.9]).domain).toEqual([-1, 2]);
});

it('has room on both sides of a single value, and an axis where there is none', () => {
  expect(linearScale([3]).domain).toEqual([0, 6]);
  expect(linearScale([0, 0]).domain).toEqual([0, 1]);
  expect(linearScale([]).domain).toEqual([0, 1]);
  expect(linearScale([NaN, Infinity, 2, 4]).domain).toEqual([2, 4]);
});

it('goes by powers of ten', () => {
  expect(wordsOf(logScale([0.02, 30]))).toEqual(['0.01', '0.1', '1', '10', '100']);
  expect(logScale([1e-7]).ticks.map(logScale([1e-7]).text)).toEqual(['1e\u22128', '1e\u22127', '1e\u22126']);
  expect(logScale([0, -1]).domain).toEqual([0.1, 1]);
});

it('places values, and at its ends what lies beyond', () => {
  const x = placeOf(logScale([0.01, 1]), [100, 300]);
  expect([0.001, 0.01, 0.1, 1, 7].map(x)).toEqual([100, 100, 200, 300, 300]);
  expect([0, 1, 2].map(placeOf(linearScale([0, 2]), [0, 50]))).toEqual([0, 25, 50]);
});
