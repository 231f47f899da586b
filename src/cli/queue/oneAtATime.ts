import { setTimeout as wait } from 'node:timers/promises';

/**
 * Work that may hang, as all does while Redis is away: it is begun unless it is under way, and waited for only so long.
 *
 * @param patience milliseconds
 * @returns gives what the work gives, or undefined where it takes longer; errors are the work's own
 */
export function oneAtATime<Result>(patience: number, work: () => Promise<Result>): () => Promise<Result | undefined> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return Promise.race([underWay, wait(patience, undefined, { ref: false })]);
  };
}
