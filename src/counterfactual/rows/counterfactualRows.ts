import { NumericalError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';

/**
 * CF(. | observed), for the observed transition that is entry `observed` of row `observedRow`, against row `targetRow`.
 *
 * @returns shape (entries of targetRow): probability of each of its next states, in their order. A view: not to be written to.
 */
export type CounterfactualRows = (observedRow: number, observed: number, targetRow: number) => Float64Array;

/** Rows kept, in numbers: 256 MiB. Past that, rows are computed afresh. */
const CACHE_CAPACITY = 2 ** 25;

/**
 * Counterfactual rows of a model under a mechanism, each computed once.
 *
 * @param mdp the model whose rows p = P(.|s, a) and q = P(.|s~, a~) are coupled, over the union of their supports
 */
export function counterfactualRows(mdp: Mdp, mechanism: CompleteMechanism): CounterfactualRows {
  const nRows = mdp.nStates * mdp.nActions;
  const cache = new Map<number, Float64Array>();
  let cached = 0;
  return (observedRow, observed, targetRow) => {
    const key = (mdp.rowStart[observedRow] + observed) * nRows + targetRow;
    const known = cache.get(key);
    if (known) return known;
    const { p, q, outcomes, x, target } = union(mdp, observedRow, observed, targetRow);
    const whole = mechanism.counterfactual(p, q, x, outcomes);
    const row = Float64Array.from(target, (k) => whole[k]);
    if (cached + row.length <= CACHE_CAPACITY) {
      cached += row.length;
      cache.set(key, row);
    }
    return row;
  };
}

interface Union {
  readonly p: Float64Array;
  readonly q: Float64Array;
  /** The K states of either support, increasing. */
  readonly outcomes: Uint32Array;
  /** Position of the observed outcome. */
  readonly x: number;
  /** Shape (entries of the target row): position of each of its next states. */
  readonly target: Uint32Array;
}

/** The two rows over the union of their supports. */
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
      `counterfactualRows: the observed transition must be one of row ${observedRow}, got entry ${observed}`,
    );
  return { p: p.subarray(0, size), q: q.subarray(0, size), outcomes: outcomes.subarray(0, size), x, target };
}
