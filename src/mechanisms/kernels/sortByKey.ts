/** Room for merging; both arrays at least as long as what is sorted. */
export interface SortScratch {
  readonly keys: Float64Array;
  readonly items: Int32Array;
}

/** Runs of this length are sorted by insertion, which beats merging for the 5 to 20 outcomes of most pairs. */
const RUN = 32;

/**
 * Sorts positions start to end − 1 of `keys` upwards and carries `items` along; equal keys keep their order.
 *
 * @param keys finite numbers, not checked; changed in place
 * @param items changed in place
 * @param scratch its content is overwritten
 *
 * Cost O(n log n), no allocation.
 *
 * @example
 * const keys = Float64Array.of(3, 1, 2);
 * const items = Int32Array.of(0, 1, 2);
 * sortByKey(keys, items, 0, 3, { keys: new Float64Array(3), items: new Int32Array(3) });
 * items // [1, 2, 0]
 */
export function sortByKey(
  keys: Float64Array,
  items: Int32Array,
  start: number,
  end: number,
  scratch: SortScratch,
): void {
  for (let first = start; first < end; first += RUN) insertionSort(keys, items, first, Math.min(first + RUN, end));
  for (let width = RUN; width < end - start; width *= 2) {
    for (let first = start; first + width < end; first += 2 * width)
      merge(keys, items, first, first + width, Math.min(first + 2 * width, end), scratch);
  }
}

function insertionSort(keys: Float64Array, items: Int32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const key = keys[i];
    const item = items[i];
    let j = i;
    for (; j > start; j--) {
      const before = keys[j - 1];
      if (!(before > key)) break;
      keys[j] = before;
      items[j] = items[j - 1]!;
    }
    keys[j] = key;
    items[j] = item;
  }
}

function merge(
  keys: Float64Array,
  items: Int32Array,
  first: number,
  middle: number,
  end: number,
  scratch: SortScratch,
): void {
  if (keys[middle - 1] <= keys[middle]) return;
  const nLeft = middle - first;
  for (let i = 0; i < nLeft; i++) {
    scratch.keys[i] = keys[first + i]!;
    scratch.items[i] = items[first + i]!;
  }
  let left = 0;
  let right = middle;
  for (let to = first; left < nLeft; to++) {
    if (right < end && keys[right] < scratch.keys[left]) {
      keys[to] = keys[right]!;
      items[to] = items[right++]!;
    } else {
      keys[to] = scratch.keys[left]!;
      items[to] = scratch.items[left++]!;
    }
  }
}
