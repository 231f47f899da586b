import { expect, it } from 'vitest';
import { seededSample } from '../../../scripts/mutation/seededSample.js';

const items = Array.from({ length: 50 }, (_, i) => `item ${i}`);
const itself = (item: string): string => item;
const drawn = (from: readonly string[], seed: number, size: number): string[] =>
  seededSample(from, itself, { seed, size });

it('draws as many as it is asked for, each once and in their own order', () => {
  const sample = drawn(items, 1, 12);
  expect(new Set(sample).size).toBe(12);
  expect(sample).toEqual(items.filter((item) => sample.includes(item)));
});

it('is the same for the same seed, and another for another', () => {
  expect(drawn(items, 1, 12)).toEqual(drawn(items, 1, 12));
  expect(drawn(items, 2, 12)).not.toEqual(drawn(items, 1, 12));
});

it('does not depend on the order of the items', () => {
  expect(drawn(items.toReversed(), 1, 12).toSorted()).toEqual(drawn(items, 1, 12).toSorted());
});

it('keeps all but one of those that it drew when one item comes in', () => {
  const before = drawn(items, 1, 12);
  const after = drawn([...items, 'one more'], 1, 12);
  expect(before.filter((item) => !after.includes(item)).length).toBeLessThanOrEqual(1);
});

it('takes all where more are asked for than there are', () => {
  expect(drawn(items, 1, Infinity)).toEqual(items);
});
