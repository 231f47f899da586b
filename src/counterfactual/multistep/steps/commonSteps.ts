import type { Mdp } from '../../../mdp/mdp.js';
import type { CommonRow } from '../../../mechanisms/mechanism.js';
import type { PolicyRuns } from '../policyRuns.js';
import { type CommonBlocks, commonBlocks } from './commonBlocks.js';
import type { CoupledSteps, Turn } from './coupledSteps.js';
import { addRow, followAll, independentSteps } from './independentSteps.js';
import { type RunRows, mostEntries } from './runRows.js';

/**
 * Steps that a mechanism couples by what two rows have in common: what only the other row has follows in proportion to
 * it, so that it needs no cells but one factor for each outcome x of the first,
 *
 *     E[cost | x] = f[x] · sum over y of q[y] cost(x, y)  +  sum over common y of (CF(y | x) − f[x] q[y]) cost(x, y)
 *
 * whose first sum is made for all pairs with s~ at once. States without a next state in common take their steps
 * independently.
 *
 * @param name of the mechanism, for the message of an error
 * @param capacity how many numbers to keep of what is in common
 * @throws ArgumentError in use, where a row of the model that takes part is none of probabilities; and as the mechanism
 *
 * Cost of a time O(S · entries of the other rows), of a pair O(entries from s) and, where its rows have c outcomes in
 * common, c times as much.
 */
export function commonSteps(
  mdp: Mdp,
  name: string,
  form: CommonRow,
  { runs, others, rows, otherRows }: TakenSteps,
  capacity: number,
): CoupledSteps {
  const { nStates } = mdp;
  const blocks = commonBlocks(mdp, name, form, rows, otherRows, capacity);
  const apart = independentSteps(nStates, runs, others);
  /** By the row from s~: see `RowMoments`. */
  const moments: RowMoments[] = [];
  const most = mostEntries(otherRows);
  /** Of the entries of the rows from s~: error, and where the row of the next state in the table begins. */
  const [errors, places] = [new Float64Array(most), new Uint32Array(most)];
  const [columnError, columnPlace] = [new Float64Array(most), new Uint32Array(most)];
  let now: Turn | undefined;
  let sNow = 0;
  let here: CommonBlocks | undefined;

  /** Without any outcome in common. */
  const costApart = (r: number, { total, mean, spread, moved }: RowMoments): number => {
    const { error, weight } = now!;
    let sum = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++)
      sum += rows.probability[k] * (spread + total * (mean - error[rows.step[k]]) ** 2 + weight * moved[rows.next[k]]);
    return sum;
  };
  const costInCommon = (r: number, { total, mean, spread, moved }: RowMoments, n: number, from: number): number => {
    const { error, weight, later } = now!;
    const { number } = here!;
    let at = from;
    let sum = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
      const own = error[rows.step[k]];
      const next = rows.next[k];
      const factor = number[at++];
      let cost = factor === 0 ? 0 : factor * (spread + total * (mean - own) ** 2 + weight * moved[next]);
      for (let c = 0; c < n; c++) {
        const off = columnError[c] - own;
        cost += number[at++] * (off * off + weight * later[columnPlace[c] + next]);
      }
      sum += rows.probability[k] * cost;
    }
    return sum;
  };
  return {
    follow(t, s, sOther, follow) {
      if (!blocks.meet(s, sOther)) followAll(t, runs, others, s, sOther, follow);
      else blocks.follow(t, s, sOther, follow);
    },
    turn(turn) {
      now = turn;
      apart.turn(turn);
    },
    to(sOther) {
      const { later, errorOther } = now!;
      sNow = sOther;
      here = blocks.of(sOther);
      apart.to(sOther);
      const first = otherRows.first[sOther];
      const from = otherRows.start[first];
      for (let o = first; o < otherRows.first[sOther + 1]; o++) {
        const row = (moments[o - first] ??= { total: 0, mean: 0, spread: 0, moved: new Float64Array(nStates) });
        row.moved.fill(0);
        row.total = row.mean = row.spread = 0;
        for (let l = otherRows.start[o]; l < otherRows.start[o + 1]; l++) {
          const q = otherRows.probability[l];
          errors[l - from] = errorOther[otherRows.step[l]];
          places[l - from] = otherRows.next[l] * nStates;
          row.total += q;
          row.mean += q * errors[l - from];
          addRow(row.moved, 0, q, later, places[l - from], nStates);
        }
        row.mean /= row.total;
        for (let l = otherRows.start[o]; l < otherRows.start[o + 1]; l++)
          row.spread += otherRows.probability[l] * (errors[l - from] - row.mean) ** 2;
      }
    },
    mean(s) {
      const { integerAt, numberAt, integer } = here!;
      if (integerAt[s] === integerAt[s + 1]) return apart.mean(s);
      const [share, shareOther] = [rows.share[now!.t], otherRows.share[now!.t]];
      const firstOther = otherRows.first[sNow];
      const from = otherRows.start[firstOther];
      let [i, at] = [integerAt[s], numberAt[s]];
      let sum = 0;
      for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
        for (let o = firstOther; o < otherRows.first[sNow + 1]; o++) {
          const n = integer[i++];
          const both = share[r] * shareOther[o];
          if (n === 0 && both > 0) sum += both * costApart(r, moments[o - firstOther]);
          else if (both > 0) {
            for (let c = 0; c < n; c++) {
              const l = otherRows.start[o] + integer[i + c] - from;
              columnError[c] = errors[l];
              columnPlace[c] = places[l];
            }
            sum += both * costInCommon(r, moments[o - firstOther], n, at);
          }
          i += n;
          if (n > 0) at += (1 + n) * (rows.start[r + 1] - rows.start[r]);
        }
      }
      return Math.max(0, sum);
    },
  };
}

/** What either policy makes of the model. */
export interface TakenSteps {
  readonly runs: PolicyRuns;
  readonly others: PolicyRuns;
  readonly rows: RunRows;
  readonly otherRows: RunRows;
}

/** Of a row from s~. */
interface RowMoments {
  /** Its sum, 1 to rounding. */
  total: number;
  /** Of the errors. */
  mean: number;
  /** Sum of q (error − mean)². */
  spread: number;
  /** Shape (S): W q. */
  readonly moved: Float64Array;
}
