import type { RunRows } from './runRows.js';

/**
 * Where intervals end: for each entry of the rows from a state, and each row from s~, in which entry of that row the
 * interval of the first has its end, counted from the row's first.
 */
export interface MonotonePlaces {
  /**
   * Those of all states with s~, by state, then row from s~, then entry. Kept from call to call while there is room;
   * else written over by the next one.
   */
  of(sOther: number): Uint16Array;
  /** Where those of a state begin, of which s~ has so many rows. */
  start(s: number, nRows: number): number;
}

/**
 * @param upTo shape (entries): sums of each row up to and with each entry; `upToOther` likewise
 * @param capacity numbers of 8 bytes to keep
 *
 * Cost of those of all states with s~: the entries of either, for each pair of rows.
 */
export function monotonePlaces(
  nStates: number,
  rows: RunRows,
  others: RunRows,
  upTo: Float64Array,
  upToOther: Float64Array,
  capacity: number,
): MonotonePlaces {
  const kept = new Array<Uint16Array | undefined>(nStates);
  let left = (capacity * Float64Array.BYTES_PER_ELEMENT) / Uint16Array.BYTES_PER_ELEMENT;
  let scratch = new Uint16Array(0);
  const entriesBefore = Array.from(rows.first, (r) => rows.start[r]);
  const write = (place: Uint16Array, sOther: number): void => {
    let at = 0;
    for (let s = 0; s < nStates; s++) {
      for (let o = others.first[sOther]; o < others.first[sOther + 1]; o++) {
        const [first, last] = [others.start[o], others.start[o + 1] - 1];
        for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
          let l = first;
          for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
            // Where rounding has used up the other row first, its last entry takes the rest.
            while (l < last && upToOther[l] < upTo[k]) l++;
            place[at++] = l - first;
          }
        }
      }
    }
  };
  return {
    start: (s, nRows) => entriesBefore[s] * nRows,
    of(sOther) {
      const known = kept[sOther];
      if (known) return known;
      const length = rows.probability.length * (others.first[sOther + 1] - others.first[sOther]);
      const keep = length <= left;
      if (!keep && scratch.length < length) scratch = new Uint16Array(length);
      const place = keep ? new Uint16Array(length) : scratch;
      write(place, sOther);
      if (keep) {
        kept[sOther] = place;
        left -= length;
      }
      return place;
    },
  };
}
