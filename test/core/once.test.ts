import { expect, it } from 'vitest';
import { once } from '../../src/core/once.js';

it('computes when first asked, and once, even what is undefined', () => {
  let times = 0;
  const nothing = once((): number | undefined => {
    times += 1;
    return undefined;
  });
  expect(times).toBe(0);
  expect(nothing()).toBeUndefined();
  expect(nothing()).toBeUndefined();
  expect(times).toBe(1);
});

it('gives the same each time', () => {
  const list = once(() => [1]);
  expect(list()).toBe(list());
});
