import type { Objective } from './objective.js';

/**
 * The cost sum over scores h of (h(x) − h(y))² as a low-rank objective: rank 2 + number of scores.
 *
 *     left = (sum of h², 1, −2 h₁, −2 h₂, …)    right = (1, sum of h², h₁, h₂, …)
 *
 * Each score is centred between its extremes first: no difference changes, and no digits go to a common offset.
 *
 * @param scores at least one, shape (K) each, finite, not checked
 *
 * Cost O(K) a score. For one score the objective `variance` differs by a constant only and costs a third.
 *
 * @example
 * squaredDifferenceCost([Float64Array.of(0, 2)]).left // [1, 1, 1, 1, 2, -2]
 */
export function squaredDifferenceCost(scores: readonly Float64Array[]): Extract<Objective, { kind: 'low-rank' }> {
  const nOutcomes = scores[0].length;
  const rank = 2 + scores.length;
  const left = new Float64Array(rank * nOutcomes).fill(1, nOutcomes, 2 * nOutcomes);
  const right = new Float64Array(rank * nOutcomes).fill(1, 0, nOutcomes);
  scores.forEach((score, m) => {
    const centre = (Math.min(...score) + Math.max(...score)) / 2;
    for (let k = 0; k < nOutcomes; k++) {
      const h = score[k] - centre;
      left[k] += h * h;
      right[nOutcomes + k] += h * h;
      left[(2 + m) * nOutcomes + k] = -2 * h;
      right[(2 + m) * nOutcomes + k] = h;
    }
  });
  return { kind: 'low-rank', rank, left, right };
}

/**
 * The score that a low-rank objective is the squared difference of, up to a constant, if `squaredDifferenceCost` made it
 * of one.
 */
export function singleScore({ rank, left, right }: Extract<Objective, { kind: 'low-rank' }>): Float64Array | undefined {
  const nOutcomes = right.length / rank;
  const score = right.slice(2 * nOutcomes);
  const isOne =
    rank === 3 &&
    score.every((h, k) => {
      const [squareX, squareY] = [left[k], right[nOutcomes + k]];
      return (
        left[nOutcomes + k] === 1 &&
        right[k] === 1 &&
        squareX === h * h &&
        squareY === h * h &&
        left[2 * nOutcomes + k] === -2 * h
      );
    });
  return isOne ? score : undefined;
}
