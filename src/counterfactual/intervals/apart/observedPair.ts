import { type ExtendedMdp, longestRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';

/** The row of what was observed and another, over the outcomes of the other. */
export interface ObservedPair {
  /** Looks an observation up, until the next; undefined where there was none. */
  observe(step: ObservedStep | undefined): void;
  /** Turns to a row of the model. */
  turnTo(row: number): void;
  /** p[x]: how likely what was observed was; 1 where nothing was. */
  px: number;
  /** K, entries of the row. */
  n: number;
  /** Shape (K): P of the row that was observed. */
  readonly p: Float64Array;
  /** Shape (K): that of the row. */
  readonly q: Float64Array;
  /** Place of the outcome that was observed; −1 where the row cannot have it. */
  x: number;
  /** Whether some outcome is in common. */
  meets: boolean;
  /** Shape (K), room to put places in order. */
  readonly order: Int32Array;
  /** P of the row that was observed over the outcomes of which the other has no entry. */
  readonly lacking: () => number;
}

/** Cost of an observation O(K) for K entries of its row, of turning likewise; no allocation in use. */
export function observedPair(mdp: ExtendedMdp): ObservedPair {
  const { nStates, rowStart, nextState, probability } = mdp;
  const longest = longestRow(mdp);
  /** Shape (S). */
  const chance = new Float64Array(nStates);
  const mark = new Uint32Array(nStates);
  let marked = 0;
  let observed = -1;
  let outcome = -1;
  let current = 0;
  const pair: ObservedPair = {
    ...{ px: 1, n: 0, x: -1, meets: false },
    p: new Float64Array(longest),
    q: new Float64Array(longest),
    order: new Int32Array(longest),
    observe(step) {
      if (observed >= 0) for (let k = rowStart[observed]; k < rowStart[observed + 1]; k++) chance[nextState[k]] = 0;
      observed = step ? step.row : -1;
      pair.px = 1;
      outcome = -1;
      if (!step) return;
      const entry = rowStart[observed] + step.entry;
      pair.px = probability[entry];
      outcome = nextState[entry];
      for (let k = rowStart[observed]; k < rowStart[observed + 1]; k++) chance[nextState[k]] = probability[k];
    },
    turnTo(row) {
      const { p, q } = pair;
      const first = (current = rowStart[row]);
      const n = (pair.n = rowStart[row + 1] - first);
      pair.x = -1;
      pair.meets = false;
      for (let k = 0; k < n; k++) {
        const next = nextState[first + k];
        q[k] = probability[first + k];
        p[k] = chance[next];
        if (q[k] === 0 || p[k] === 0) continue;
        pair.meets = true;
        if (next === outcome) pair.x = k;
      }
    },
    lacking() {
      if (++marked === 2 ** 32 - 1) {
        mark.fill(0);
        marked = 1;
      }
      for (let k = 0; k < pair.n; k++) mark[nextState[current + k]] = marked;
      let sum = 0;
      for (let k = rowStart[observed]; k < rowStart[observed + 1]; k++)
        if (mark[nextState[k]] !== marked) sum += probability[k];
      return sum;
    },
  };
  return pair;
}
