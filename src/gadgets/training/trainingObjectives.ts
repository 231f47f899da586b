import { ArgumentError } from '../../core/errors.js';
import type { Objective } from '../kernels/race/objective.js';
import { squaredDifferenceCost } from '../kernels/race/squaredDifferenceCost.js';

/** What a pair of outcomes costs: any matrix, or squared differences of one or more scores, averaged over them. */
export type PairCost =
  | {
      /** Shape (K × K), row-major: cost of (x, y). */
      readonly matrix: Float64Array;
    }
  | {
      /** At least one score, shape (K) each: several rewards at once. */
      readonly scores: readonly Float64Array[];
    };

export interface ObjectiveOptions {
  /** The expected cost, as in the papers, or the variance of the difference of scores. Default `second-moment`. */
  readonly measure?: 'second-moment' | 'variance' | undefined;
  /** The outcome x that was observed, for sampling given the observation. Default none: over both worlds. */
  readonly observed?: number | undefined;
}

/**
 * Training objectives, the mean of which is
 *
 *     second moment   E cost(X, Y),                        given x: E(cost(x, Y) | X = x)
 *     variance        mean over scores of Var(h(X) − h(Y)), given x: mean over scores of Var(h(Y) | X = x)
 *
 * Without an observation the two differ by a constant, so that they train alike; a second moment of several scores is
 * the cheaper.
 *
 * @returns one objective, or one a score: make a training pair of each
 * @throws ArgumentError for a variance of a matrix, which has no scores, or for no scores
 *
 * @example
 * const scores = [Float64Array.of(0, 1)];
 * trainingObjectives({ scores }, { observed: 0 }) // [{ kind: 'given', observed: 0, cost: [0, 1] }]
 */
export function trainingObjectives(
  cost: PairCost,
  { measure = 'second-moment', observed }: ObjectiveOptions = {},
): Objective[] {
  if ('matrix' in cost) {
    if (measure === 'variance')
      throw new ArgumentError(
        `trainingObjectives: a variance needs scores, got a cost matrix - give the scores, or use the second moment`,
      );
    const { matrix } = cost;
    if (observed === undefined) return [{ kind: 'cost', cost: matrix }];
    const nOutcomes = Math.sqrt(matrix.length);
    return [{ kind: 'given', observed, cost: matrix.slice(observed * nOutcomes, (observed + 1) * nOutcomes) }];
  }
  const { scores } = cost;
  if (scores.length === 0) throw new ArgumentError('trainingObjectives: at least one score is needed, got none');
  if (measure === 'variance')
    return scores.map((score) =>
      observed === undefined ? { kind: 'variance', score } : { kind: 'variance-given', observed, score },
    );
  if (observed !== undefined) return [{ kind: 'given', observed, cost: meanSquaredDifference(scores, observed) }];
  const sum = squaredDifferenceCost(scores);
  return [{ ...sum, left: sum.left.map((value) => value / scores.length) }];
}

function meanSquaredDifference(scores: readonly Float64Array[], x: number): Float64Array {
  return scores[0].map((_, y) => scores.reduce((sum, h) => sum + (h[x] - h[y]) ** 2, 0) / scores.length);
}
