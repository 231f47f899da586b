import { type SortScratch, sortByKey } from '../../../mechanisms/kernels/sortByKey.js';

/** Outcomes in the order in which a row is filled: those of the least value first, or of the greatest. */
export interface Picks {
  /**
   * Begins anew, with the outcomes that have room.
   *
   * @param value shape (K) or longer; −Infinity is a legal one
   * @param room shape (K) or longer
   * @param n K
   */
  begin(value: Float64Array, room: Float64Array, n: number, isLeast: boolean): void;
  /** Takes the next; there must be one. */
  next(): number;
  /** How many there still are. */
  left: number;
}

/** Where so many were looked for one by one, and more than that are left, they are sorted: to go on is then slower. */
const MOST_PICKED = 8;

/**
 * Mostly a few outcomes hold all of a row, so they are picked one by one.
 *
 * @param longest outcomes of the longest row
 *
 * Cost O(K) to begin and for each outcome, at most O(K log K) in all.
 */
export function createPicks(longest: number): Picks {
  const keys = new Float64Array(longest);
  const items = new Int32Array(longest);
  const scratch: SortScratch = { keys: new Float64Array(longest), items: new Int32Array(longest) };
  let picked = 0;
  let sorted = false;
  return {
    left: 0,
    begin(value, room, n, isLeast) {
      this.left = 0;
      for (let k = 0; k < n; k++) {
        if (room[k] === 0) continue;
        keys[this.left] = isLeast ? -value[k] : value[k];
        items[this.left++] = k;
      }
      picked = 0;
      sorted = false;
    },
    next() {
      if (picked++ === MOST_PICKED && this.left > MOST_PICKED) {
        sortByKey(keys, items, 0, this.left, scratch);
        sorted = true;
      }
      const last = --this.left;
      if (sorted) return items[last];
      let best = 0;
      for (let i = 1; i <= last; i++) if (keys[i] > keys[best]) best = i;
      const item = items[best];
      items[best] = items[last];
      keys[best] = keys[last];
      return item;
    },
  };
}
