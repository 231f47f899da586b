import type { PolicyRuns } from '../policyRuns.js';
import type { CoupledSteps, Turn } from './coupledSteps.js';
import { followAll } from './independentSteps.js';
import { type RunRows, mostEntries } from './runRows.js';
import {
  type TransportTrees,
  createTransportProblem,
  createTransportTrees,
  northWestTree,
  transportSimplex,
} from './transportTree.js';

/** Cells of trees to keep, 2 bytes each for rows of up to 256 entries: 128 MiB. */
const CAPACITY = 2 ** 26;

/**
 * Steps coupled by the transport plan of least cost for each pair of rows and each time. The tree of each plan is kept
 * for the next time, as long as there is room; past that each search starts from the north-west corner.
 *
 * @param rows probabilities are taken as shares of their sum, since a transport problem wants equal sums
 *
 * Cost of a pair at each time: for each pair of its rows a pass over n × m costs, as many as there are pivots more.
 */
export function transportSteps(
  nStates: number,
  runs: PolicyRuns,
  others: PolicyRuns,
  rows: RunRows,
  otherRows: RunRows,
  capacity: number = CAPACITY,
): CoupledSteps {
  const [p, q] = [shares(rows), shares(otherRows)];
  const most = Math.max(longest(rows), longest(otherRows));
  const problem = createTransportProblem(most);
  const leastCost = transportSimplex(2 * most);
  /** Of the entries of the rows from s~: error, and where the row of the next state in the table begins. */
  const [errors, tableRow] = [new Float64Array(mostEntries(otherRows)), new Uint32Array(mostEntries(otherRows))];
  const { linesBefore, entriesBefore } = severalBefore(rows);
  const kept = new Array<TransportTrees | undefined>(nStates);
  let left = capacity;
  let scratch = createTransportTrees(0, most);
  let now: Turn | undefined;
  let sNow = 0;
  let trees = scratch;

  const take = (r: number, o: number): void => {
    problem.rows = lengthOf(rows, r);
    problem.columns = lengthOf(otherRows, o);
    for (let i = 0; i < problem.rows; i++) problem.p[i] = p[rows.start[r] + i];
    for (let j = 0; j < problem.columns; j++) problem.q[j] = q[otherRows.start[o] + j];
  };
  /** Where the trees of a state with those of s~ begin: they are in order. */
  const firstTree = (s: number): number => {
    let at = 0;
    for (let o = otherRows.first[sNow]; o < otherRows.first[sNow + 1]; o++)
      if (lengthOf(otherRows, o) > 1) at += entriesBefore[s] + linesBefore[s] * (lengthOf(otherRows, o) - 1);
    return at;
  };
  const startTrees = (): void => {
    let at = 0;
    for (let r = 0; r + 1 < rows.start.length; r++) {
      if (lengthOf(rows, r) === 1) continue;
      for (let o = otherRows.first[sNow]; o < otherRows.first[sNow + 1]; o++) {
        if (lengthOf(otherRows, o) === 1) continue;
        take(r, o);
        northWestTree(trees, at, problem);
        at += problem.rows + problem.columns - 1;
      }
    }
  };
  const fillCosts = (r: number, o: number): void => {
    const { error, later, weight } = now!;
    const { cost } = problem;
    const first = otherRows.start[o] - otherRows.start[otherRows.first[sNow]];
    const end = first + lengthOf(otherRows, o);
    let cell = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
      const own = error[rows.step[k]];
      const next = rows.next[k];
      for (let l = first; l < end; l++) {
        const apart = errors[l] - own;
        cost[cell++] = apart * apart + weight * later[tableRow[l] + next];
      }
    }
  };
  /** One of the rows has a single entry: there is one coupling. */
  const onlyCost = (): number => {
    const { rows: n, columns: m, cost } = problem;
    let sum = 0;
    for (let cell = 0; cell < n * m; cell++) sum += (n === 1 ? problem.q[cell] : problem.p[cell]) * cost[cell];
    return sum;
  };
  return {
    follow(t, s, sOther, follow) {
      followAll(t, runs, others, s, sOther, follow);
    },
    turn(turn) {
      now = turn;
    },
    to(sOther) {
      sNow = sOther;
      const from = otherRows.start[otherRows.first[sOther]];
      for (let l = from; l < otherRows.start[otherRows.first[sOther + 1]]; l++) {
        errors[l - from] = now!.errorOther[otherRows.step[l]];
        tableRow[l - from] = otherRows.next[l] * nStates;
      }
      const known = kept[sOther];
      if (known) {
        trees = known;
        return;
      }
      const length = firstTree(nStates);
      if (length <= left) {
        left -= length;
        trees = kept[sOther] = createTransportTrees(length, most);
      } else {
        if (length > scratch.cells.length) scratch = createTransportTrees(length, most);
        trees = scratch;
      }
      startTrees();
    },
    mean(s) {
      const [share, shareOther] = [rows.share[now!.t], otherRows.share[now!.t]];
      let at = firstTree(s);
      let sum = 0;
      for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
        for (let o = otherRows.first[sNow]; o < otherRows.first[sNow + 1]; o++) {
          const both = share[r] * shareOther[o];
          const isSingle = lengthOf(rows, r) === 1 || lengthOf(otherRows, o) === 1;
          if (both > 0) {
            take(r, o);
            fillCosts(r, o);
            sum += both * (isSingle ? onlyCost() : leastCost(trees, at, problem));
          }
          if (!isSingle) at += lengthOf(rows, r) + lengthOf(otherRows, o) - 1;
        }
      }
      // Rounding of a dual value may take 0 just below it.
      return Math.max(0, sum);
    },
  };
}

function lengthOf({ start }: RunRows, r: number): number {
  return start[r + 1] - start[r];
}

function longest(rows: RunRows): number {
  let most = 0;
  for (let r = 0; r + 1 < rows.start.length; r++) most = Math.max(most, lengthOf(rows, r));
  return most;
}

function shares({ start, probability }: RunRows): Float64Array {
  const shared = probability.slice();
  for (let r = 0; r + 1 < start.length; r++) {
    const row = shared.subarray(start[r], start[r + 1]);
    const total = row.reduce((sum, chance) => sum + chance, 0);
    for (let k = 0; k < row.length; k++) row[k] /= total;
  }
  return shared;
}

/** Shape (S + 1): how many rows of several entries the states before have, and how many entries those have. */
function severalBefore(rows: RunRows): { readonly linesBefore: Uint32Array; readonly entriesBefore: Uint32Array } {
  const { first } = rows;
  const [linesBefore, entriesBefore] = [new Uint32Array(first.length), new Uint32Array(first.length)];
  for (let s = 0; s + 1 < first.length; s++) {
    linesBefore[s + 1] = linesBefore[s];
    entriesBefore[s + 1] = entriesBefore[s];
    for (let r = first[s]; r < first[s + 1]; r++) {
      if (lengthOf(rows, r) === 1) continue;
      linesBefore[s + 1] += 1;
      entriesBefore[s + 1] += lengthOf(rows, r);
    }
  }
  return { linesBefore, entriesBefore };
}
