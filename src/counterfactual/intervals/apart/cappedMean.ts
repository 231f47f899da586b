import { extremeMean } from '../../../mechanisms/bounds/extremeMean.js';

/** Entries above which they are sorted: to look for the next one again and again is then slower. */
const MOST_PICKED = 32;

/**
 * The least, or the greatest, mean of a value over the rows that nothing but the probability of what was observed
 * binds:
 *
 *     row[y] ≤ q[y] / p[x]
 *
 * Such are the rows of all assumptions where p and q have no outcome in common. Mostly a few entries hold all of the
 * row, so they are picked one by one.
 *
 * @param longest entries of the longest row
 * @returns for q, in entries `first` to before `end` of a column; p[x]; and the values, of which the first `end − first`
 *   are written over; −Infinity is a legal one
 *
 * Cost O(K · entries that hold the row), at most O(K log K).
 */
export function cappedMeans(longest: number): CappedMean {
  const room = new Float64Array(longest);
  const row = new Float64Array(longest);
  const none = new Float64Array(longest);
  return (probability, first, end, observed, value, isLeast) => {
    let n = 0;
    for (let k = first; k < end; k++) {
      if (probability[k] === 0) continue;
      room[n] = Math.min(1, probability[k] / observed);
      value[n++] = value[k - first];
    }
    if (n > MOST_PICKED) {
      const bounds = { lower: none.subarray(0, n), upper: room.subarray(0, n) };
      return extremeMean(bounds, value, isLeast ? 'least' : 'greatest', row);
    }
    let left = 1;
    let mean = 0;
    while (n > 0 && left > 0) {
      let best = 0;
      for (let k = 1; k < n; k++) if (isLeast ? value[k] < value[best] : value[k] > value[best]) best = k;
      // The last takes what rounding leaves.
      const amount = n === 1 ? left : Math.min(left, room[best]);
      mean += amount * value[best];
      left -= amount;
      n -= 1;
      room[best] = room[n];
      value[best] = value[n];
    }
    return mean;
  };
}

export type CappedMean = (
  probability: Float64Array,
  first: number,
  end: number,
  observed: number,
  value: Float64Array,
  isLeast: boolean,
) => number;
