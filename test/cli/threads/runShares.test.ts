import { expect, it } from 'vitest';
import { runShares } from '../../../src/cli/threads/runShares.js';

const shares = Array.from({ length: 6 }, (_, i) => ({ from: i, to: i + 1 }));
const later = (turns: number): Promise<void> =>
  turns === 0 ? Promise.resolve() : Promise.resolve().then(() => later(turns - 1));

it('gives the results in the order of the shares, whichever ends first', async () => {
  const run = async ({ from }: { readonly from: number }): Promise<number> => {
    await later(30 - 5 * from);
    return from;
  };
  for (const atOnce of [1, 3, 9]) {
    const told: number[] = [];
    expect(await runShares(shares, run, atOnce, (done) => told.push(done))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(told).toEqual([1, 2, 3, 4, 5, 6]);
  }
});

it('throws the error of the first share that has one, and begins no more', async () => {
  const begun: number[] = [];
  const run = async ({ from }: { readonly from: number }): Promise<void> => {
    begun.push(from);
    // The later error comes first.
    await later(from === 1 ? 20 : from === 2 ? 2 : 30);
    if (from === 1 || from === 2) throw new Error(`share ${from}`);
  };
  await expect(runShares(shares, run, 3, () => undefined)).rejects.toThrow('share 1');
  expect(begun).toEqual([0, 1, 2]);
});
