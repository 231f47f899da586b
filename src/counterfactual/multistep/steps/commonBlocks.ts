import type { Mdp } from '../../../mdp/mdp.js';
import { createCommonOutcomes } from '../../../mechanisms/kernels/commonOutcomes.js';
import type { CommonRow } from '../../../mechanisms/mechanism.js';
import { rowCheck } from '../../rows/rowCheck.js';
import type { Follow } from './coupledSteps.js';
import { growingColumns } from './growingColumns.js';
import { type RunRows, mostEntries } from './runRows.js';

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
  const [isNext, marked] = [new Uint8Array(nStates), { state: -1 }];
  const mark = (sOther: number): void => {
    if (marked.state === sOther) return;
    if (marked.state >= 0) eachNext(others, marked.state, (next) => (isNext[next] = 0));
    eachNext(others, sOther, (next) => (isNext[next] = 1));
    marked.state = sOther;
  };
  const meet = (s: number, sOther: number): boolean => {
    mark(sOther);
    for (let k = rows.start[rows.first[s]]; k < rows.start[rows.first[s + 1]]; k++)
      if (isNext[rows.next[k]] === 1) return true;
    return false;
  };

  /** Finds what two rows have in common; returns the other row's sum over the rest, which is 0 where there is none. */
  const compare = (r: number, o: number): void => {
    let n = 0;
    let rest = 0;
    let k = rows.start[r];
    for (let l = others.start[o]; l < others.start[o + 1]; l++) {
      while (k < rows.start[r + 1] && rows.next[k] < others.next[l]) k++;
      if (k < rows.start[r + 1] && rows.next[k] === others.next[l]) {
        own[n] = k;
        column[n] = l - others.start[o];
        common.p[n] = rows.probability[k];
        common.q[n++] = others.probability[l];
      } else rest += others.probability[l];
    }
    common.n = n;
    common.rest = rest;
    if (n === 0) return;
    check('p', rows.row[r]);
    check('q', others.row[o]);
    common.total = 0;
    for (let i = rows.start[r]; i < rows.start[r + 1]; i++) common.total += rows.probability[i];
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

function eachNext({ first, start, next }: RunRows, s: number, visit: (next: number) => void): void {
  for (let k = start[first[s]]; k < start[first[s + 1]]; k++) visit(next[k]);
}
