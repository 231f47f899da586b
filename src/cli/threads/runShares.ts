import type { Share } from './share.js';

/**
 * Has shares done, some at once, each by whoever is free.
 *
 * Shares are handed out in order, and after an error no more: all before it have then been begun, and are waited for. So
 * the first error of all is found, however many are done at once.
 *
 * @param run does one share; called for as many at once as `atOnce`, at least 1
 * @param told how many are done
 * @returns the results, in the order of the shares
 * @throws the error of the first share that has one
 */
export async function runShares<Result>(
  shares: readonly Share[],
  run: (share: Share) => Promise<Result>,
  atOnce: number,
  told: (done: number) => void,
): Promise<Result[]> {
  const results = new Array<Result>(shares.length);
  const faults = new Map<number, unknown>();
  let [begun, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (begun < shares.length && faults.size === 0) {
      const at = begun++;
      try {
        results[at] = await run(shares[at]);
        told(++done);
      } catch (error) {
        faults.set(at, error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (faults.size > 0) throw faults.get(Math.min(...faults.keys()));
  return results;
}
