import { expect, it, vi } from 'vitest';
import { createMemo } from '../../../src/page/playground/memo.js';

it('computes once for a key of a kind', () => {
  const memo = createMemo();
  const compute = vi.fn(() => ({}));
  const first = memo('fit', [1, 'a'], compute);
  expect(memo('fit', [1, 'a'], compute)).toBe(first);
  expect(memo('solve', [1, 'a'], compute)).not.toBe(first);
  expect(memo('fit', [1, 'b'], compute)).not.toBe(first);
  expect(compute).toHaveBeenCalledTimes(3);
});

it('keeps what is undefined, too', () => {
  const memo = createMemo();
  const compute = vi.fn(() => undefined);
  memo('fit', [1], compute);
  memo('fit', [1], compute);
  expect(compute).toHaveBeenCalledTimes(1);
});

it('keeps the four used last', () => {
  const memo = createMemo();
  const compute = vi.fn((key: number) => key);
  const ask = (key: number): number => memo('fit', [key], () => compute(key));
  for (const key of [1, 2, 3, 4, 1, 5]) ask(key);
  compute.mockClear();
  for (const key of [1, 3, 4, 5]) ask(key);
  expect(compute).not.toHaveBeenCalled();
  ask(2);
  expect(compute).toHaveBeenCalledTimes(1);
});
