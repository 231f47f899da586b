import type { Mdp } from '../../../mdp/mdp.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { rowCheck } from '../../rows/rowCheck.js';
import type { CoupledSteps, Turn } from './coupledSteps.js';
import { type RunRows, mostEntries } from './runRows.js';

/**
 * Steps that a monotone mechanism couples: of two rows in its order, by the north-west corner, remainder after remainder
 * as `northWestCoupling` does it.
 *
 * @param rows entries in the order of the mechanism, as those of `others`
 * @throws ArgumentError in use, where a row of the model that takes part is none of probabilities
 *
 * Cost of a pair at each time: for each pair of its rows the entries of both. No coupling is kept: it is made again at
 * each time, as that takes no longer than to read it.
 */
export function monotoneSteps(mdp: Mdp, { name }: CompleteMechanism, rows: RunRows, others: RunRows): CoupledSteps {
  const { nStates } = mdp;
  const check = rowCheck(mdp, name);
  const most = mostEntries(others);
  /** Of the entries of the rows from s~: probability, error, and where the row of the next state in the table begins. */
  const [q, errors] = [new Float64Array(most), new Float64Array(most)];
  const places = new Uint32Array(most);
  let now: Turn | undefined;
  let sNow = 0;
  /** Of a row and what was gathered from `first` to `last`. */
  const cost = (r: number, first: number, last: number): number => {
    const { error, weight, later } = now!;
    let column = first;
    let room = q[column];
    let sum = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
      const own = error[rows.step[k]];
      const next = rows.next[k];
      for (let left = rows.probability[k]; left > 0;) {
        while (room === 0 && column < last) room = q[++column];
        // Where rounding has used up q before p, the last outcome takes the rest.
        const mass = room === 0 || left < room ? left : room;
        const apart = errors[column] - own;
        sum += mass * (apart * apart + weight * later[places[column] + next]);
        room = room < mass ? 0 : room - mass;
        left -= mass;
      }
    }
    return sum;
  };
  return {
    follow(t, s, sOther, follow) {
      for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
        for (let o = others.first[sOther]; o < others.first[sOther + 1]; o++) {
          if (rows.share[t][r] * others.share[t][o] === 0) continue;
          check('p', rows.row[r]);
          check('q', others.row[o]);
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
      const { errorOther } = now!;
      sNow = sOther;
      const from = others.start[others.first[sOther]];
      const end = others.start[others.first[sOther + 1]];
      for (let l = from; l < end; l++) {
        q[l - from] = others.probability[l];
        errors[l - from] = errorOther[others.step[l]];
        places[l - from] = others.next[l] * nStates;
      }
    },
    mean(s) {
      const [share, shareOther] = [rows.share[now!.t], others.share[now!.t]];
      const from = others.start[others.first[sNow]];
      let sum = 0;
      for (let o = others.first[sNow]; o < others.first[sNow + 1]; o++) {
        if (shareOther[o] === 0) continue;
        const [first, last] = [others.start[o] - from, others.start[o + 1] - 1 - from];
        for (let r = rows.first[s]; r < rows.first[s + 1]; r++)
          if (share[r] !== 0) sum += share[r] * shareOther[o] * cost(r, first, last);
      }
      return sum;
    },
  };
}
