import type { Problem } from './problem.js';

/** rho_t = e(a_t | s_t) / b(a_t | s_t). */
export function ratio(problem: Problem, i: number, t: number): number {
  const { s, a } = problem.episodes[i].steps[t];
  return problem.target[s][a] / problem.propensity[i][t];
}

/** w_t = rho_0 ... rho_t, w_-1 = 1; after its end an episode keeps its last weight. */
export function weight(problem: Problem, i: number, t: number): number {
  const length = problem.episodes[i].steps.length;
  let product = 1;
  for (let u = 0; u <= t && u < length; u++) product *= ratio(problem, i, u);
  return product;
}

/** w: the weight of the whole episode. */
export function lastWeight(problem: Problem, i: number): number {
  return weight(problem, i, problem.episodes[i].steps.length - 1);
}

/** The sum over all episodes, those that ended before t included. */
export function sumOfWeights(problem: Problem, t: number): number {
  let sum = 0;
  for (let j = 0; j < problem.episodes.length; j++) sum += weight(problem, j, t);
  return sum;
}

/** omega_t^i = w_t^i / sum_j w_t^j; omega_-1 = 1/n. */
export function share(problem: Problem, i: number, t: number): number {
  return weight(problem, i, t) / sumOfWeights(problem, t);
}

/** All weights zero: no episode could have come from the target policy, and nothing can be said. */
export function requireWeight(problem: Problem): void {
  if (!problem.episodes.some((_, i) => lastWeight(problem, i) > 0)) throw new Error('all weights are zero');
}
