import { NumericalError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';

/** Two rows of a model over the outcomes of either, as the forms of a mechanism take them. */
export interface Union {
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** The K states of either support, increasing. */
  readonly outcomes: Uint32Array;
  /** Position of the observed outcome. */
  readonly x: number;
  /** Shape (entries of the target row): position of each of its next states. */
  readonly target: Uint32Array;
}

/**
 * The two rows over the union of their supports.
 *
 * @throws NumericalError if the observed entry is none of the observed row, or has probability 0
 */
export function union(mdp: Mdp, observedRow: number, observed: number, targetRow: number): Union {
  const { rowStart, nextState, probability } = mdp;
  let i = rowStart[observedRow];
  let j = rowStart[targetRow];
  const [iEnd, jEnd] = [rowStart[observedRow + 1], rowStart[targetRow + 1]];
  const most = iEnd - i + (jEnd - j);
  const p = new Float64Array(most);
  const q = new Float64Array(most);
  const outcomes = new Uint32Array(most);
  const target = new Uint32Array(jEnd - j);
  const observedEntry = i + observed;
  let x = -1;
  let size = 0;
  while (i < iEnd || j < jEnd) {
    const next = Math.min(i < iEnd ? nextState[i] : Infinity, j < jEnd ? nextState[j] : Infinity);
    outcomes[size] = next;
    if (i < iEnd && nextState[i] === next) {
      if (i === observedEntry) x = size;
      p[size] = probability[i++];
    }
    if (j < jEnd && nextState[j] === next) {
      target[j - rowStart[targetRow]] = size;
      q[size] = probability[j++];
    }
    size += 1;
  }
  if (!(p[x] > 0))
    throw new NumericalError(
      `counterfactual: the observed transition must be one of row ${observedRow}, got entry ${observed}`,
    );
  return { p: p.subarray(0, size), q: q.subarray(0, size), outcomes: outcomes.subarray(0, size), x, target };
}
