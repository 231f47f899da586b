import { type Problem, forEpisodes, mean, returnOf } from './problem.js';
import { lastWeight, requireWeight, share, weight } from './weights.js';

/** mean of G. */
export function onPolicy(problem: Problem): number {
  return mean(forEpisodes(problem, (i) => returnOf(problem, i)));
}

/** w_i G_i: the terms whose mean is `is`. */
export function isTerms(problem: Problem): number[] {
  return forEpisodes(problem, (i) => lastWeight(problem, i) * returnOf(problem, i));
}

export function is(problem: Problem): number {
  requireWeight(problem);
  return mean(isTerms(problem));
}

/** sum w G / sum w. */
export function wis(problem: Problem): number {
  requireWeight(problem);
  let above = 0;
  let below = 0;
  for (let i = 0; i < problem.episodes.length; i++) {
    above += lastWeight(problem, i) * returnOf(problem, i);
    below += lastWeight(problem, i);
  }
  return above / below;
}

/** sum_t discount^t w_t r_t: the terms whose mean is `pdis`. */
export function pdisTerms(problem: Problem): number[] {
  return forEpisodes(problem, (i) => {
    let sum = 0;
    problem.episodes[i].steps.forEach((step, t) => (sum += problem.discount ** t * weight(problem, i, t) * step.r));
    return sum;
  });
}

export function pdis(problem: Problem): number {
  requireWeight(problem);
  return mean(pdisTerms(problem));
}

/** sum_t discount^t sum_i omega_t^i r_t^i. */
export function wpdis(problem: Problem): number {
  requireWeight(problem);
  let sum = 0;
  problem.episodes.forEach(({ steps }, i) => {
    steps.forEach((step, t) => (sum += problem.discount ** t * share(problem, i, t) * step.r));
  });
  return sum;
}
