import { expect, it, vi } from 'vitest';
import { runShares } from '../../../src/cli/threads/runShares.js';
import type { Share } from '../../../src/cli/threads/share.js';

/** What becomes of a share: it ends when told, or with an error. */
const world = vi.hoisted(() => ({
  run: undefined as ((share: { from: number }) => Promise<unknown>) | undefined,
  closed: 0,
  threads: 0,
}));

vi.mock('../../../src/cli/threads/threadPool.js', () => ({
  threadPool: (_job: string, _task: unknown, threads: number) => {
    world.threads = threads;
    return { run: (share: Share) => world.run!(share), close: () => Promise.resolve(void (world.closed += 1)) };
  },
}));

const shares = Array.from({ length: 6 }, (_, i) => ({ from: i, to: i + 1 }));
const run = (threads: number): Promise<unknown[]> => runShares('follow', {} as never, shares, { threads });
const later = (turns: number): Promise<void> =>
  turns === 0 ? Promise.resolve() : Promise.resolve().then(() => later(turns - 1));

it('gives the results in the order of the shares, whichever ends first, and closes the pool', async () => {
  world.run = async ({ from }) => {
    await later(30 - 5 * from);
    return from;
  };
  for (const threads of [1, 3, 9]) {
    expect(await run(threads)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(world.threads).toBe(Math.min(threads, 6));
  }
  expect(world.closed).toBe(3);
});

it('throws the error of the first share that has one, and begins no more', async () => {
  const begun: number[] = [];
  world.run = async ({ from }) => {
    begun.push(from);
    // The later error comes first.
    await later(from === 1 ? 20 : from === 2 ? 2 : 30);
    if (from === 1 || from === 2) throw new Error(`share ${from}`);
    return from;
  };
  const before = world.closed;
  await expect(run(3)).rejects.toThrow('share 1');
  expect(begun).toEqual([0, 1, 2]);
  expect(world.closed).toBe(before + 1);
});
