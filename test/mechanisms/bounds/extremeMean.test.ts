import { expect, it } from 'vitest';
import { extremeMean } from '../../../src/mechanisms/bounds/extremeMean.js';
import { noAssumption } from '../../../src/mechanisms/bounds/noAssumption.js';

const bounds = noAssumption(Float64Array.of(0.5, 0.25, 0.25), Float64Array.of(0.25, 0.5, 0.25), 0);
const row = new Float64Array(3);

it('is the mean of the value over the extreme row', () => {
  expect(extremeMean(bounds, Float64Array.of(1, 2, 4), 'least', row)).toBeAllClose(1.5);
  expect(row).toBeAllClose([0.5, 0.5, 0]);
  expect(extremeMean(bounds, Float64Array.of(1, 2, 4), 'greatest', row)).toBeAllClose(3);
});

it('is −∞ where some of the row may come to that, and only there', () => {
  expect(extremeMean(bounds, Float64Array.of(1, 2, -Infinity), 'least', row)).toBe(-Infinity);
  expect(extremeMean(bounds, Float64Array.of(-Infinity, -Infinity, -Infinity), 'least', row)).toBe(-Infinity);
  expect(extremeMean(bounds, Float64Array.of(1, 2, -Infinity), 'greatest', row)).toBeAllClose(2);
});
