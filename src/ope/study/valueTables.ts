import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { ModelRows } from './modelRows.js';

/** Values of a policy in a model, by time. */
export interface ValueTables {
  /** Shape (H × R): Q_t(s, a) with H − t steps to go, of the R rows of the model. */
  readonly q: Float64Array;
  /** Shape (S·A): which of the rows a pair is; −1 for one that the model says nothing of, of which Q is 0. */
  readonly rowOf: Int32Array;
  /** Shape ((H + 1) × (S + 1)): V_t(s) = sum_a e_t(a | s) Q_t(s, a); 0 at t = H and after the end, which is state S. */
  readonly v: Float64Array;
  /** R and S + 1: the lengths of a row of `q` and of `v`. */
  readonly qStride: number;
  readonly vStride: number;
}

/**
 * Values of a policy with H − t steps to go, backwards:
 *
 *     Q_t(s, a) = r(s, a) + discount · sum_s' P(s' | s, a) V_{t+1}(s')
 *
 * @param policy stationary, or over time for at least H steps
 *
 * Fitted Q evaluation of a table with H iterations gives the same numbers.
 *
 * Cost O(H · nnz).
 */
export function valueTables(model: ModelRows, policy: MarkovPolicy, horizon: number, discount: number): ValueTables {
  const { nStates, nActions, rows, rowStart, successor, probability, reward } = model;
  const [qStride, vStride] = [rows.length, nStates + 1];
  const q = new Float64Array(horizon * qStride);
  const v = new Float64Array((horizon + 1) * vStride);
  const states = Uint32Array.from(rows, (row) => Math.floor(row / nActions));
  for (let t = horizon - 1; t >= 0; t--) {
    const { probability: chosen } = policyAtStep(policy, t);
    const later = (t + 1) * vStride;
    for (let r = 0; r < rows.length; r++) {
      let ahead = 0;
      for (let k = rowStart[r]; k < rowStart[r + 1]; k++) ahead += probability[k] * v[later + successor[k]];
      const value = reward[r] + discount * ahead;
      q[t * qStride + r] = value;
      v[t * vStride + states[r]] += chosen[rows[r]] * value;
    }
  }
  return { q, v, rowOf: placesOf(rows, nStates * nActions), qStride, vStride };
}

/** Q_t of a pair, s·A + a. */
export function actionValueAt({ q, rowOf, qStride }: ValueTables, t: number, pair: number): number {
  const row = rowOf[pair];
  return row < 0 ? 0 : q[t * qStride + row];
}

/** The rows of all resamples of a log are the same ones. */
const known = new WeakMap<Uint32Array, Int32Array>();

function placesOf(rows: Uint32Array, nPairs: number): Int32Array {
  const made = known.get(rows);
  if (made) return made;
  const places = new Int32Array(nPairs).fill(-1);
  rows.forEach((row, r) => (places[row] = r));
  known.set(rows, places);
  return places;
}
