import type { Mdp } from '../../../mdp/mdp.js';
import { createCommonOutcomes } from '../../../mechanisms/kernels/commonOutcomes.js';
import type { CommonRow } from '../../../mechanisms/mechanism.js';
import { rowCheck } from '../../rows/rowCheck.js';
import type { Follow } from './coupledSteps.js';
import { growingColumns } from './growingColumns.js';
import { type RunRows, mostEntries, mostRowsOf } from './runRows.js';

/**
 * What the rows from each state have in common with those from s~. For each pair of rows, those of s first: how many
 * columns n, 0 where nothing is in common, and which entries of the other row they are; and, where n is not 0, for each
 * entry of the first row its factor and n numbers: see `commonSteps`.
 */
export interface CommonBlocks {
  readonly integer: Uint32Array;
  readonly number: Float64Array;
  /** Shape (S + 1): where those of a state begin; where they end at once no two rows have anything in common. */
  readonly integerAt: Uint32Array;
  readonly numberAt: Uint32Array;
}

export interface BlocksOfStates {
  /** Kept from call to call while there is room; else written over by the next one. */
  of(sOther: number): CommonBlocks;
  /** Whether the states have a next state in common. */
  meet(s: number, sOther: number): boolean;
  /** Reports all that two states which meet can come to at time t. */
  follow(t: number, s: number, sOther: number, follow: Follow): void;
}

/** @param capacity how many numbers to keep, 8 bytes each */
export function commonBlocks(
  mdp: Mdp,
  name: string,
  form: CommonRow,
  rows: RunRows,
  others: RunRows,
  capacity: number,
): BlocksOfStates {
  const { nStates } = mdp;
  const check = rowCheck(mdp, name);
  const most = mostEntries(others);
  const common = createCommonOutcomes(most);
  const values = new Float64Array(most);
  /** Which entry of the first row each common outcome is, and of the other. */
  const [own, column] = [new Uint32Array(most), new Uint32Array(most)];
  const columns = growingColumns();
  const kept = new Array<CommonBlocks | undefined>(nStates);
  let left = capacity;
  const mostRows = mostRowsOf(others);
  /** Shape (rows from s~ × S): 1 + which entry of the row a state is; 0 where it is none, and first whether it is of any. */
  const entryOf = new Uint32Array((1 + mostRows) * nStates);
  let marked = -1;
  const mark = (sOther: number, write: boolean): void => {
    const first = others.first[sOther];
    for (let o = first; o < others.first[sOther + 1]; o++) {
      for (let l = others.start[o]; l < others.start[o + 1]; l++) {
        entryOf[(1 + o - first) * nStates + others.next[l]] = write ? 1 + l - others.start[o] : 0;
        entryOf[others.next[l]] = Number(write);
      }
    }
  };
  const meet = (s: number, sOther: number): boolean => {
    if (marked !== sOther) {
      if (marked >= 0) mark(marked, false);
      mark(sOther, true);
      marked = sOther;
    }
    for (let k = rows.start[rows.first[s]]; k < rows.start[rows.first[s + 1]]; k++)
      if (entryOf[rows.next[k]] === 1) return true;
    return false;
  };

  /** Finds what a row and one of the marked state's have in common. */
  const compare = (r: number, o: number): void => {
    const at = (1 + o - others.first[marked]) * nStates;
    let n = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
      const entry = entryOf[at + rows.next[k]];
      if (entry === 0) continue;
      own[n] = k;
      column[n] = entry - 1;
      common.p[n] = rows.probability[k];
      common.q[n++] = others.probability[others.start[o] + entry - 1];
    }
    common.n = n;
    if (n === 0) return;
    check('p', rows.row[r]);
    check('q', others.row[o]);
    common.total = common.rest = 0;
    for (let k = rows.start[r]; k < rows.start[r + 1]; k++) common.total += rows.probability[k];
    for (let l = others.start[o], c = 0; l < others.start[o + 1]; l++) {
      if (c < n && column[c] === l - others.start[o]) c++;
      else common.rest += others.probability[l];
    }
  };
  /** The row of what follows from entry k; returns the factor of the rest. */
  const observe = (k: number): number => {
    common.px = rows.probability[k];
    common.x = common.n - 1;
    while (common.x >= 0 && own[common.x] !== k) common.x--;
    return form(common, values);
  };
  const write = (r: number, o: number): void => {
    compare(r, o);
    const { n, q } = common;
    const length = others.start[o + 1] - others.start[o];
    // Most of the row is in common: then all of it is written, which takes no more room and needs no differences.
    const whole = n > 0 && length - n <= n;
    columns.integer(whole ? length : n);
    for (let c = 0; c < (whole ? length : n); c++) columns.integer(whole ? c : column[c]);
    for (let k = rows.start[r]; n > 0 && k < rows.start[r + 1]; k++) {
      const factor = observe(k);
      columns.number(whole ? 0 : factor);
      if (!whole) for (let c = 0; c < n; c++) columns.number(values[c] - factor * q[c]);
      else
        for (let l = 0, c = 0; l < length; l++)
          columns.number(c < n && column[c] === l ? values[c++] : factor * others.probability[others.start[o] + l]);
    }
  };
  return {
    meet,
    of(sOther) {
      const known = kept[sOther];
      if (known) return known;
      columns.clear();
      const [integerAt, numberAt] = [new Uint32Array(nStates + 1), new Uint32Array(nStates + 1)];
      for (let s = 0; s < nStates; s++) {
        if (meet(s, sOther))
          for (let r = rows.first[s]; r < rows.first[s + 1]; r++)
            for (let o = others.first[sOther]; o < others.first[sOther + 1]; o++) write(r, o);
        integerAt[s + 1] = columns.nIntegers();
        numberAt[s + 1] = columns.nNumbers();
      }
      const keep = columns.nNumbers() <= left;
      const blocks = { ...columns.written(keep), integerAt, numberAt };
      if (keep) {
        kept[sOther] = blocks;
        left -= columns.nNumbers();
      }
      return blocks;
    },
    follow(t, s, sOther, follow) {
      for (let r = rows.first[s]; r < rows.first[s + 1]; r++) {
        for (let o = others.first[sOther]; o < others.first[sOther + 1]; o++) {
          if (rows.share[t][r] * others.share[t][o] === 0) continue;
          compare(r, o);
          for (let k = rows.start[r]; k < rows.start[r + 1]; k++) {
            const factor = common.n === 0 ? 1 : observe(k);
            for (let l = others.start[o], c = 0; l < others.start[o + 1]; l++) {
              const isCommon = c < common.n && column[c] === l - others.start[o];
              if ((isCommon ? values[c++] : factor) !== 0) follow(rows.next[k], others.next[l]);
            }
          }
        }
      }
    },
  };
}
