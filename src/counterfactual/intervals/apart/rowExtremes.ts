import { ratioBelow } from '../../../mechanisms/bounds/ratioBelow.js';
import { type Assumption, assumptions } from '../../../mechanisms/bounds/registry.js';
import { type ExtendedMdp, longestRow, modelRow } from '../../rows/extendedMdp.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import { fillBox, fillCapped } from './fillRow.js';
import { largerFinite } from './largerFinite.js';
import { type ObservedPair, observedPair } from './observedPair.js';
import { createPicks } from './picks.js';
import { createStableCaps, writeStableCaps } from './stableCaps.js';

/** What an entry of the model pays, and what is worth later of it. */
export interface Earnings {
  /** Shape (entries). */
  readonly reward: Float64Array;
  readonly discount: number;
}

/** Columns of values that are carried back side by side. */
export interface ExtremeColumns {
  /** What is assumed in each: see `kindOf`. */
  readonly kind: readonly number[];
  /** Whether the least mean is wanted there; else the greatest. */
  readonly isLeast: readonly boolean[];
  /** Whether it is to be known what rounding is relative to; default not. */
  readonly isScaled?: boolean;
}

/** Rows of which the registered assumptions tell no more than bounds, as an observation finds them. */
export interface RowExtremes {
  /** Looks an observation up, until the next. */
  observe(step: ObservedStep | undefined): void;
  /** The entry that follows for certain: the only one of a row, or what the row that was observed repeats; else −1. */
  entryOf(row: number): number;
  /** Turns to a row of which no entry follows for certain. */
  turnTo(row: number): void;
  /**
   * The least, or the greatest, mean of what the row earns and what is worth later, over the rows that an assumption
   * admits, for the first n columns.
   *
   * @param later shape (S × width); −Infinity is a legal value
   * @param out shape (n) or longer, overwritten
   */
  means(earnings: Earnings, later: Float64Array, width: number, n: number, out: Float64Array): void;
  /** The largest finite |r + discount later| of the entries looked at since it was last set, if it `isScaled`. */
  scale: number;
}

const KINDS = ['none', 'stability', 'monotone', 'stability-all'];
const [NONE, STABILITY, MONOTONE, STABLE] = [0, 1, 2, 3];

/** The number of an assumption; −1 of one that is not registered, of which nothing is known. */
export function kindOf(assumption: Assumption): number {
  return assumptions.includes(assumption) ? KINDS.indexOf(assumption.name) : -1;
}

/**
 * The extremes of `extremeMean` over the `bounds` of an assumption, to rounding, for the sizes of real logs: a mean looks
 * at the entries of the row, and mostly the best of them takes all of it.
 *
 * What was observed, of probability p[x], leaves q[y] / p[x] to an outcome, whatever is assumed. Stability takes away
 * outcomes in common with the row that was observed, if this row has x, too; monotone binds those in common by q[y]; and
 * under `stability-all` they are under caps, which cannot bind an outcome with q[y] − p[y] ≥ p[x] where the row lacks x:
 * every set closed downwards that holds it has as much, and those that end above all of r = 1 have p[x] at least.
 *
 * Cost of an observation and of a row O(K), of a mean O(K), and O(K) more for each outcome beyond the first that is
 * filled; no allocation in use.
 */
export function rowExtremes(mdp: ExtendedMdp, { kind: kinds, isLeast, isScaled = false }: ExtremeColumns): RowExtremes {
  const { rowStart, nextState } = mdp;
  const longest = longestRow(mdp);
  const pair = observedPair(mdp);
  const { p, q } = pair;
  const picks = createPicks(longest);
  const caps = createStableCaps(longest);
  const slack = new Float64Array(longest + 2);
  const value = new Float64Array(longest);
  const rooms = KINDS.map((_, kind) => (kind === STABLE ? caps.upper : new Float64Array(longest)));
  const known = new Uint8Array(KINDS.length);
  const kindOfColumn = Int32Array.from(kinds);
  const sign = Float64Array.from(isLeast, (least) => (least ? 1 : -1));
  /** By column, the best entry of those that the model has, and the value there times the sign. */
  const best = new Int32Array(kinds.length);
  const bestKey = new Float64Array(kinds.length);
  let repeated = -1;
  let observed = -1;
  let first = 0;
  const room = (kind: number): Float64Array => {
    if (known[kind] === 0) {
      if (kind === STABLE) writeStableCaps(pair, caps);
      else writeRoom(pair, kind, rooms[kind]);
      known[kind] = 1;
    }
    return rooms[kind];
  };
  /** The assumption that tells as much of the row, where that is a simpler one. */
  const simplest = (kind: number): number => (!pair.meets || (kind === STABILITY && pair.x < 0) ? NONE : kind);
  /** Whether the best entry has room for all. */
  const takesAll = (kind: number, k: number): boolean => {
    if (k < 0 || q[k] < pair.px) return false;
    if (kind === NONE || k === pair.x) return true;
    if (kind === STABLE) return pair.x < 0 && q[k] - p[k] >= pair.px;
    return p[k] === 0 && (kind === STABILITY || pair.x < 0);
  };
  const rows: RowExtremes = {
    scale: 0,
    observe(step) {
      repeated = step ? modelRow(mdp, step.row) : -1;
      observed = step ? rowStart[step.row] + step.entry : -1;
      pair.observe(step);
    },
    entryOf(row) {
      if (row === repeated) return observed;
      return rowStart[row + 1] - rowStart[row] === 1 ? rowStart[row] : -1;
    },
    turnTo(row) {
      first = rowStart[row];
      pair.turnTo(row);
      known.fill(0);
    },
    means({ reward, discount }, later, width, n, out) {
      const { px, x } = pair;
      const end = pair.n;
      let { scale } = rows;
      const valuesOf = (c: number): void => {
        for (let k = 0; k < end; k++) value[k] = reward[first + k] + discount * later[nextState[first + k] * width + c];
      };
      if (px === 1) {
        for (let c = 0; c < n; c++) {
          valuesOf(c);
          out[c] = meanOf(q, value, end);
          if (isScaled) for (let k = 0; k < end; k++) if (q[k] > 0) scale = largerFinite(scale, value[k]);
        }
        rows.scale = scale;
        return;
      }
      for (let c = 0; c < n; c++) {
        best[c] = -1;
        bestKey[c] = Infinity;
      }
      for (let k = 0; k < end; k++) {
        if (q[k] === 0) continue;
        const earned = reward[first + k];
        const at = nextState[first + k] * width;
        for (let c = 0; c < n; c++) {
          const key = sign[c] * (earned + discount * later[at + c]);
          if (isScaled) scale = largerFinite(scale, key);
          if (key >= bestKey[c]) continue;
          bestKey[c] = key;
          best[c] = k;
        }
      }
      rows.scale = scale;
      for (let c = 0; c < n; c++) {
        const kind = simplest(kindOfColumn[c]);
        if (takesAll(kind, best[c])) {
          out[c] = sign[c] * bestKey[c];
          continue;
        }
        valuesOf(c);
        picks.begin(value, room(kind), end, sign[c] > 0);
        out[c] =
          kind === STABLE
            ? fillCapped(picks, value, caps, slack)
            : fillBox(picks, value, rooms[kind], kind === MONOTONE && x >= 0 ? q[x] : 0, x);
      }
    },
  };
  return rows;
}

function meanOf(row: Float64Array, value: Float64Array, n: number): number {
  let mean = 0;
  for (let k = 0; k < n; k++) if (row[k] !== 0) mean += row[k] * value[k];
  return mean;
}

/** Writes the upper bounds of `noAssumption`, `stability` or `monotone`. */
function writeRoom({ n, p, q, px, x }: ObservedPair, kind: number, room: Float64Array): void {
  const qx = x < 0 ? 0 : q[x];
  for (let k = 0; k < n; k++) {
    room[k] = q[k] >= px ? 1 : q[k] / px;
    if (kind === NONE || k === x || q[k] === 0) continue;
    if (x >= 0 && p[k] > 0 && !ratioBelow(p, q, k, x)) room[k] = 0;
    else if (kind === MONOTONE) room[k] = Math.min(room[k], p[k] > 0 ? q[k] : 1 - qx);
  }
}
