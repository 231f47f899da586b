import { NumericalError } from '../../../core/errors.js';
import type { Objective } from './objective.js';

/**
 * An objective in the form that the kernels take: L = constant + scale · sum over x, y of J[x,y] g[x,y], g dense or of
 * low rank. Working space: `setBilinearCost` overwrites it.
 */
export interface BilinearCost {
  /** Shape (K × K), or undefined where the rank is low. */
  dense: Float64Array | undefined;
  rank: number;
  /** Shape (rank × K). */
  left: Float64Array;
  /** Shape (rank × K). */
  right: Float64Array;
  scale: number;
  constant: number;
  /** The means of the score under p and q, for the objective `variance`. */
  meanX: number;
  meanY: number;
  readonly leftBuffer: Float64Array;
  readonly rightBuffer: Float64Array;
}

/** The gradient grows with 1 / p[x], and gadget 2 multiplies it by scales up to e^600: below this it could overflow. */
const LEAST_OBSERVED = 1e-30;

/** An empty cost for K outcomes. */
export function createBilinearCost(nOutcomes: number): BilinearCost {
  const leftBuffer = new Float64Array(nOutcomes);
  const rightBuffer = new Float64Array(nOutcomes);
  return {
    dense: undefined,
    rank: 0,
    left: leftBuffer,
    right: rightBuffer,
    scale: 1,
    constant: 0,
    meanX: 0,
    meanY: 0,
    leftBuffer,
    rightBuffer,
  };
}

/**
 * Writes an objective as a bilinear cost for outcomes of weights p and q.
 *
 *     variance   Var(h(X) − h(Y)) = Var h(X) + Var h(Y) − 2 sum of J[x,y] (h[x] − E h(X)) (h[y] − E h(Y))
 *     given      sum over y of J[x,y] cost[y] / p[x]: the cost in row x alone, so rank one
 *
 * The derivative of `variance` with respect to the two means is zero, so they count as constants in the gradient.
 * `variance-given` needs the mean of the row, which depends on J: here it becomes E(score[Y] | x), and
 * `centreOnMean` makes it the variance once that is known.
 *
 * @param p shape (K), weights ≥ 0 with a positive sum: the marginal of X, not the weights of cells
 * @param q as p, of Y
 * @throws NumericalError if p[observed] is below 1e-30
 *
 * Cost O(K), no allocation.
 */
export function setBilinearCost(target: BilinearCost, objective: Objective, p: Float64Array, q: Float64Array): void {
  target.dense = undefined;
  target.rank = 1;
  target.left = target.leftBuffer;
  target.right = target.rightBuffer;
  target.scale = 1;
  target.constant = 0;
  switch (objective.kind) {
    case 'cost':
      target.dense = objective.cost;
      return;
    case 'low-rank':
      target.rank = objective.rank;
      target.left = objective.left;
      target.right = objective.right;
      return;
    case 'variance': {
      const { score } = objective;
      target.meanX = mean(p, score);
      target.meanY = mean(q, score);
      target.constant = variance(p, score, target.meanX) + variance(q, score, target.meanY);
      for (let k = 0; k < p.length; k++) {
        target.left[k] = -2 * (score[k] - target.meanX);
        target.right[k] = score[k] - target.meanY;
      }
      return;
    }
    case 'given':
    case 'variance-given': {
      const { observed } = objective;
      const total = sum(p);
      const probability = p[observed] / total;
      if (!(probability >= LEAST_OBSERVED))
        throw new NumericalError(
          `objective ${objective.kind}: p[observed] must be at least ${LEAST_OBSERVED}, got ${probability} at outcome ${observed} - condition on an outcome that can occur`,
        );
      target.left.fill(0);
      target.left[observed] = 1;
      target.right = objective.kind === 'given' ? objective.cost : objective.score;
      target.scale = 1 / probability;
    }
  }
}

/**
 * Turns E(score[Y] | x) into the variance: the cost (score[y] − mean)², whose expectation is the variance and whose
 * gradient is the variance's, as the derivative with respect to the mean is zero there.
 *
 * @param rowMean E(score[Y] | x) as the mechanism has it now
 */
export function centreOnMean(target: BilinearCost, score: Float64Array, rowMean: number): void {
  target.right = target.rightBuffer;
  for (let k = 0; k < score.length; k++) target.right[k] = (score[k] - rowMean) ** 2;
}

function sum(weights: Float64Array): number {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += weights[k];
  return total;
}

function mean(weights: Float64Array, score: Float64Array): number {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += weights[k] * score[k];
  return total / sum(weights);
}

function variance(weights: Float64Array, score: Float64Array, centre: number): number {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += weights[k] * (score[k] - centre) ** 2;
  return total / sum(weights);
}
