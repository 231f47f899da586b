import { type Problem, forEpisodes } from './problem.js';
import { lastWeight, weight } from './weights.js';

/** (sum w)^2 / sum w^2 of the weights at t. */
export function effectiveSize(problem: Problem, t: number): number {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < problem.episodes.length; i++) {
    sum += weight(problem, i, t);
    squares += weight(problem, i, t) ** 2;
  }
  return sum ** 2 / squares;
}

/** The largest weight's share of the sum, of whole episodes. */
export function largestShare(problem: Problem): number {
  const weights = forEpisodes(problem, (i) => lastWeight(problem, i));
  return Math.max(...weights) / weights.reduce((a, b) => a + b);
}

export function nWithWeight(problem: Problem): number {
  return forEpisodes(problem, (i) => lastWeight(problem, i)).filter((w) => w > 0).length;
}

/** Episodes cut before the horizon without having ended. */
export function censored(problem: Problem): number[] {
  return problem.episodes
    .map((_, i) => i)
    .filter((i) => !problem.episodes[i].terminated && problem.episodes[i].steps.length < problem.horizon);
}

/**
 * Pairs of a state that some step was taken from and an action with e > 0 = b; the whole behaviour policy must be
 * known.
 */
export function supportViolations(problem: Problem): { s: number; a: number }[] {
  const { behaviour, target, nStates, nActions, episodes } = problem;
  if (behaviour === undefined) throw new Error('the behaviour policy is not known');
  const violations: { s: number; a: number }[] = [];
  for (let s = 0; s < nStates; s++) {
    if (!episodes.some(({ steps }) => steps.some((step) => step.s === s))) continue;
    for (let a = 0; a < nActions; a++) if (target[s][a] > 0 && behaviour[s][a] === 0) violations.push({ s, a });
  }
  return violations;
}
