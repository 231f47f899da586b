import { expect, it } from 'vitest';
import { evenShares } from '../../../src/cli/threads/evenShares.js';

it('parts all places into at most so many stretches, one after the other', () => {
  expect(evenShares(0, 4)).toEqual([]);
  for (const [n, parts] of [
    [1, 4],
    [7, 3],
    [96, 32],
    [100, 32],
  ]) {
    const shares = evenShares(n, parts);
    expect(shares.length).toBeLessThanOrEqual(parts);
    expect(shares.map(({ from }) => from)).toEqual([0, ...shares.slice(0, -1).map(({ to }) => to)]);
    expect(shares.at(-1)!.to).toBe(n);
  }
});
