import type { Mdp } from '../../../mdp/mdp.js';
import { rowCheck } from '../../rows/rowCheck.js';
import type { CoupledSteps, Turn } from './coupledSteps.js';
import { monotonePlaces } from './monotonePlaces.js';
import { type RunRows, mostEntries } from './runRows.js';

/**
 * Steps that a monotone mechanism couples: u uniform, x and y are where u falls on the cumulative sums of p and q.
 *
 *     E[cost] = sum over x of the integral of cost(x, y(u)) over the interval of x
 *
 * Integrals of W(x, y(u)) from 0 on are made once for all pairs with s~, up to each end of an interval of q; so each
 * interval of p takes a difference of two, wherever its ends are, and no look at the cells between. A row with itself
 * has no cell off the diagonal: it is walked cell by cell, so that what cannot differ is exactly 0.
 *
 * @param name of the mechanism, for the message of an error
 * @param rows entries in the order of the mechanism, as those of `others`
 * @param capacity how many numbers to keep
 * @throws ArgumentError in use, where a row of the model that takes part is none of probabilities
 *
 * Cost of a time O(S · entries of the other rows), of a pair O(entries from s) for each row from s~.
 */
export function monotoneSteps(mdp: Mdp, name: string, rows: RunRows, others: RunRows, capacity: number): CoupledSteps {
  const { nStates } = mdp;
  const check = rowCheck(mdp, name);
  const upTo = cumulative(rows);
  const upToOther = cumulative(others);
  const places = monotonePlaces(nStates, rows, others, upTo, upToOther, capacity);
  const most = mostEntries(others);
  /** Of the entries of the rows from s~: error, and where the row of the next state in the table begins. */
  const [errors, tableRow] = [new Float64Array(most), new Uint32Array(most)];
  /** Up to the start of each entry: integrals of the error and its square. */
  const [mean, square] = [new Float64Array(most), new Float64Array(most)];
  /** Shape (S × entries × 2): the integral of W up to there, and W; side by side what one state of the runs needs. */
  const table = new Float64Array(2 * most * nStates);
  let width = 0;
  let now: Turn | undefined;
  let sNow = 0;
  let place: Uint16Array = new Uint16Array(0);

  /** @param at first of the places of the row, and @param first of the gathered entries */
  const cost = (r: number, o: number, at: number, first: number): number => {
    const { error, weight } = now!;
    const from = others.start[o] - first;
    let [before, meanBefore, squareBefore] = [0, 0, 0];
    let l = first;
    let left = 0;
    let sum = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
      const own = error[rows.step[k]];
      const row = 2 * width * rows.next[k];
      const low = table[row + 2 * l] + left * table[row + 2 * l + 1];
      l = first + place[at++];
      const end = upTo[k];
      left = end - (l === first ? 0 : upToOther[from + l - 1]);
      const high = table[row + 2 * l] + left * table[row + 2 * l + 1];
      const meanNow = mean[l] + left * errors[l];
      const squareNow = square[l] + left * errors[l] * errors[l];
      sum +=
        squareNow -
        squareBefore -
        2 * own * (meanNow - meanBefore) +
        own * own * (end - before) +
        weight * (high - low);
      [before, meanBefore, squareBefore] = [end, meanNow, squareNow];
    }
    return sum;
  };
  const costWithItself = (r: number, first: number): number => {
    const { error, weight, later } = now!;
    let sum = 0;
    for (let k = rows.start[r], l = first; k < rows.start[r + 1]; k++, l++)
      sum +=
        rows.probability[k] * ((errors[l] - error[rows.step[k]]) ** 2 + weight * later[tableRow[l] + rows.next[k]]);
    return sum;
  };
  return {
    follow(t, s, sOther, follow) {
      for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
        for (let o = others.first[sOther]; o < others.first[sOther + 1]; o++) {
          if (rows.share[t][r] * others.share[t][o] === 0) continue;
          check('p', rows.row[r]);
          check('q', others.row[o]);
          // Remainder after remainder, as `northWestCoupling`: cells of rounding alone are none.
          let l = others.start[o];
          let room = others.probability[l];
          for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
            for (let left = rows.probability[k]; left > 0;) {
              while (room === 0 && l + 1 < others.start[o + 1]) room = others.probability[++l];
              const mass = room === 0 ? left : Math.min(left, room);
              follow(rows.next[k], others.next[l]);
              room -= Math.min(room, mass);
              left -= mass;
            }
          }
        }
      }
    },
    turn(turn) {
      now = turn;
    },
    to(sOther) {
      const { errorOther, later } = now!;
      sNow = sOther;
      place = places.of(sOther);
      const from = others.start[others.first[sOther]];
      width = others.start[others.first[sOther + 1]] - from;
      for (let o = others.first[sOther]; o < others.first[sOther + 1]; o++) {
        for (let l = others.start[o]; l < others.start[o + 1]; l++) {
          const to = l - from;
          errors[to] = errorOther[others.step[l]];
          tableRow[to] = others.next[l] * nStates;
          const isFirst = l === others.start[o];
          const length = isFirst ? 0 : upToOther[l - 1] - (l - 1 === others.start[o] ? 0 : upToOther[l - 2]);
          mean[to] = isFirst ? 0 : mean[to - 1] + length * errors[to - 1];
          square[to] = isFirst ? 0 : square[to - 1] + length * errors[to - 1] * errors[to - 1];
          const row = tableRow[to];
          for (let s = 0, at = 2 * to; s < nStates; s++, at += 2 * width) {
            table[at] = isFirst ? 0 : table[at - 2] + length * table[at - 1];
            table[at + 1] = later[row + s];
          }
        }
      }
    },
    mean(s) {
      const [share, shareOther] = [rows.share[now!.t], others.share[now!.t]];
      const from = others.start[others.first[sNow]];
      const [firstEntry, endEntry] = [rows.start[rows.first[s]], rows.start[rows.first[s + 1]]];
      let at = places.start(s, others.first[sNow + 1] - others.first[sNow]);
      let sum = 0;
      for (let o = others.first[sNow]; o < others.first[sNow + 1]; o++, at += endEntry - firstEntry) {
        const first = others.start[o] - from;
        for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
          const both = share[r] * shareOther[o];
          if (both === 0) continue;
          sum +=
            both *
            (rows.row[r] === others.row[o]
              ? costWithItself(r, first)
              : cost(r, o, at + rows.start[r] - firstEntry, first));
        }
      }
      return Math.max(0, sum);
    },
  };
}

/** Shape (entries): sum of a row up to and with each entry. */
function cumulative({ start, probability }: RunRows): Float64Array {
  const upTo = new Float64Array(probability.length);
  for (let r = 0; r + 1 < start.length; r++) {
    let sum = 0;
    for (let k = start[r]; k < start[r + 1]; k++) upTo[k] = sum += probability[k];
  }
  return upTo;
}
