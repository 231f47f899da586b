import { createHash } from 'node:crypto';

/**
 * The items whose hashes with the seed are smallest, in their own order: a sample without replacement that stays nearly
 * the same when a few items come or go.
 *
 * @param keyOf a name of an item, unlike that of any other
 * @param size how many at most
 */
export function seededSample<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { seed, size }: { readonly seed: number; readonly size: number },
): Item[] {
  const hashOf = (item: Item): string =>
    createHash('sha256')
      .update(`${seed}|${keyOf(item)}`)
      .digest('hex');
  const hashed = items.map((item, at) => ({ at, hash: hashOf(item) }));
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.at - b.at));
  const taken = new Set(hashed.slice(0, size).map(({ at }) => at));
  return items.filter((_, at) => taken.has(at));
}
