import type { Objective } from '../../kernels/race/objective.js';
import type { TrainingPair } from '../trainingPair.js';

/** A pair over those of a gadget's K outcomes alone that are possible in one of its two worlds: K' of them. */
export interface ReducedPair {
  /** Over the K' outcomes. */
  readonly pair: TrainingPair;
  /** Shape (K'): their places among the K, increasing. */
  readonly places: Int32Array;
  /** Over all K, as it came. */
  readonly full: TrainingPair;
}

/** A pair with all its outcomes. */
export function unreducedPair(full: TrainingPair): ReducedPair {
  return { pair: full, places: Int32Array.from(full.p, (_, k) => k), full };
}

/**
 * A pair without the outcomes that neither world can have: gadget 2 has the same loss and gradient for it, at a cost
 * that goes by what is possible. (Gadget 1 has not: its cells reach outcomes of probability zero.)
 *
 * Cost O(K), for a dense cost O(K'²).
 */
export function reducedPair(full: TrainingPair): ReducedPair {
  const { p, q, objective } = full;
  const all = Int32Array.from(p, (_, k) => k);
  const places = all.filter((k) => p[k] > 0 || q[k] > 0);
  if (places.length === p.length) return { pair: full, places, full };
  return { pair: { p: at(p, places), q: at(q, places), objective: reduced(objective, places) }, places, full };
}

function reduced(objective: Objective, places: Int32Array): Objective {
  switch (objective.kind) {
    case 'cost': {
      const nOutcomes = Math.sqrt(objective.cost.length);
      const cost = new Float64Array(places.length ** 2);
      let cell = 0;
      for (const x of places) for (const y of places) cost[cell++] = objective.cost[x * nOutcomes + y];
      return { kind: 'cost', cost };
    }
    case 'low-rank': {
      const { rank, left, right } = objective;
      return { kind: 'low-rank', rank, left: rowsAt(left, rank, places), right: rowsAt(right, rank, places) };
    }
    case 'variance':
      return { kind: 'variance', score: at(objective.score, places) };
    case 'given':
      return { kind: 'given', observed: places.indexOf(objective.observed), cost: at(objective.cost, places) };
    case 'variance-given':
      return { ...objective, observed: places.indexOf(objective.observed), score: at(objective.score, places) };
  }
}

function at(values: Float64Array, places: Int32Array): Float64Array {
  return Float64Array.from(places, (k) => values[k]);
}

function rowsAt(matrix: Float64Array, nRows: number, places: Int32Array): Float64Array {
  const nColumns = matrix.length / nRows;
  const out = new Float64Array(nRows * places.length);
  for (let row = 0, cell = 0; row < nRows; row++) for (const k of places) out[cell++] = matrix[row * nColumns + k];
  return out;
}
