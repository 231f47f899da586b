import { ArgumentError } from '../../../core/errors.js';
import type { Objective } from '../../kernels/race/objective.js';

/** The objectives that are linear in the coupling: those that a relaxation can estimate from single draws. */
export type LinearObjective = Extract<Objective, { readonly kind: 'cost' | 'low-rank' | 'given' }>;

/**
 * The objective, if the relaxed estimator can take it.
 *
 * @throws ArgumentError for a variance, which is no mean over draws; the papers have second moments only
 */
export function linearObjective(objective: Objective): LinearObjective {
  if (objective.kind === 'variance' || objective.kind === 'variance-given')
    throw new ArgumentError(
      `trainGadget: the relaxed estimator needs a second moment, got the objective '${objective.kind}' - use the exact estimator or a second moment`,
    );
  return objective;
}

/** The cost that each x meets, out[x] = sum over y of g[x, y] y-share. Cost O(K²), or O(K rank). */
export function costOfX(objective: JointObjective, shareY: Float64Array, out: Float64Array): void {
  const n = shareY.length;
  if (objective.kind === 'cost') {
    for (let x = 0; x < n; x++) out[x] = dot(objective.cost, x * n, shareY);
    return;
  }
  addFactors(objective.rank, objective.left, objective.right, shareY, out);
}

/** The cost that each y meets, out[y] = sum over x of x-share g[x, y]. Cost as `costOfX`. */
export function costOfY(objective: JointObjective, shareX: Float64Array, out: Float64Array): void {
  const n = shareX.length;
  if (objective.kind === 'cost') {
    out.fill(0);
    for (let x = 0, c = 0; x < n; x++) for (let y = 0; y < n; y++) out[y] += shareX[x] * objective.cost[c++];
    return;
  }
  addFactors(objective.rank, objective.right, objective.left, shareX, out);
}

export type JointObjective = Extract<LinearObjective, { readonly kind: 'cost' | 'low-rank' }>;

function addFactors(
  rank: number,
  outer: Float64Array,
  inner: Float64Array,
  share: Float64Array,
  out: Float64Array,
): void {
  const n = share.length;
  out.fill(0);
  for (let m = 0; m < rank; m++) {
    const factor = dot(inner, m * n, share);
    for (let k = 0; k < n; k++) out[k] += factor * outer[m * n + k];
  }
}

function dot(matrix: Float64Array, start: number, vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += matrix[start + k] * vector[k];
  return sum;
}
