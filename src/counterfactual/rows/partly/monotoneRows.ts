import type { Mdp } from '../../../mdp/mdp.js';
import type { Policy } from '../../../mdp/policy.js';
import { type ChangedRow, type ChangedRows, createChangedRow, longestTaken } from './changedRow.js';
import { rowCheck } from '../rowCheck.js';
import { possibleEntries, takenRows } from './takenRows.js';

/**
 * An observation of less probability is followed entry by entry: the ends of its interval are known to rounding, and what
 * they cut off is a share of it.
 */
const LEAST = 1 / 64;

/**
 * Rows of a monotone mechanism: the observed outcome is an interval of the uniform, and what follows from another row is
 * what the cumulative sum of that row has there. In the middle it is the model's, divided by the length of the interval.
 *
 * @param name of the mechanism, for the message of an error
 * @throws ArgumentError in use, where a row of the model that takes part is none of probabilities
 *
 * Cost of a row: its entries up to the end of the interval.
 */
export function monotoneRows(
  mdp: Mdp,
  policy: Policy,
  name: string,
  order: (outcomes: Uint32Array) => Uint32Array,
): ChangedRows {
  const taken = takenRows(mdp, policy, order);
  const { row, first, probability } = taken;
  const changed = createChangedRow(longestTaken(taken));
  /** Sum of a row up to and with an entry. */
  const upTo = new Float64Array(probability.length);
  for (let r = 0; r < row.length; r++) {
    let sum = 0;
    for (let k = first[r]; k < first[r + 1]; k++) upTo[k] = sum += probability[k];
  }
  const check = rowCheck(mdp, name);
  /** The observed row in order, up to and with the outcome. */
  let before: Float64Array = new Float64Array(0);
  let [low, high, length] = [0, 1, 1];
  return {
    taken,
    changed,
    observe(observedRow, entry) {
      check('p', observedRow);
      const possible = possibleEntries(mdp, observedRow);
      const positions = order(Uint32Array.from(possible, (k) => mdp.nextState[k]));
      const at = positions.indexOf(possible.indexOf(mdp.rowStart[observedRow] + entry));
      before = Float64Array.from(positions.subarray(0, at + 1), (k) => mdp.probability[possible[k]]);
      low = high = 0;
      for (const p of before) {
        low = high;
        high += p;
      }
      length = before[at];
    },
    isChanged: () => true,
    change(r) {
      check('q', row[r]);
      const last = first[r + 1] - 1;
      if (length < LEAST) {
        walk(before, probability, first[r], last, changed);
        return;
      }
      const { place, value } = changed;
      let from = first[r];
      while (from < last && upTo[from] <= low) from++;
      let to = from;
      while (to < last && upTo[to] < high) to++;
      changed.start = place[0] = from;
      changed.end = to + 1;
      if (from === to) {
        changed.n = 1;
        value[0] = 1;
        return;
      }
      changed.n = 2;
      changed.factor = 1 / length;
      place[1] = to;
      value[0] = (upTo[from] - low) / length;
      value[1] = (high - upTo[to - 1]) / length;
    },
  };
}

/** The north-west corner of the rows, by remainders, which keeps all digits of a row of tiny probability. */
function walk(before: Float64Array, q: Float64Array, first: number, last: number, changed: ChangedRow): void {
  let column = first;
  let room = q[column];
  changed.n = 0;
  before.forEach((p, i) => {
    for (let left = p; left > 0;) {
      while (room === 0 && column < last) room = q[++column];
      const mass = room === 0 ? left : Math.min(left, room);
      room -= Math.min(room, mass);
      left -= mass;
      if (i + 1 < before.length) continue;
      if (changed.n === 0 || changed.place[changed.n - 1] !== column) {
        changed.value[changed.n] = 0;
        changed.place[changed.n++] = column;
      }
      changed.value[changed.n - 1] += mass / p;
    }
  });
  changed.start = changed.place[0];
  changed.end = changed.place[changed.n - 1] + 1;
  // Entries between have no room, and no row of the table has such.
  changed.factor = 0;
}
