import { fitModel } from './fittedModel.js';
import type { Problem } from './problem.js';

/** n(s,a) / n(s), steps of all times together, unsmoothed; 0 throughout a state that no step was taken from. */
export function countedBehaviour(problem: Problem): number[][] {
  return fitModel(problem).visits.map((row) => {
    const total = row.reduce((a, b) => a + b);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
}

/** The problem with its propensities estimated from its own counts. */
export function withCountedBehaviour(problem: Problem): Problem {
  const behaviour = countedBehaviour(problem);
  const propensity = problem.episodes.map(({ steps }) => steps.map(({ s, a }) => behaviour[s][a]));
  return { ...problem, behaviour, propensity };
}
