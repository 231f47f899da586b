import { type ActionValues, fittedActionValues, stateValue } from './directMethod.js';
import { type Problem, forEpisodes, mean, withEpisodes } from './problem.js';
import { ratio, requireWeight, share, weight } from './weights.js';

/** The action values to use with an episode: the same for all, or those of the folds it is not in. */
export type ValuesFor = (i: number) => ActionValues;

/**
 * sum_t discount^t [w_t (r_t - Q_t(s_t,a_t)) + w_{t-1} V_t(s_t)] over the steps of an episode: the terms whose mean is
 * `dr`. After the last step all of it is 0, ended or cut.
 */
export function drTerms(problem: Problem, values: ValuesFor): number[] {
  return forEpisodes(problem, (i) => {
    const q = values(i);
    let sum = 0;
    problem.episodes[i].steps.forEach(({ s, a, r }, t) => {
      const correction = weight(problem, i, t) * (r - q[t][s][a]);
      const baseline = weight(problem, i, t - 1) * stateValue(problem, q, t, s);
      sum += problem.discount ** t * (correction + baseline);
    });
    return sum;
  });
}

export function dr(problem: Problem, values: ValuesFor): number {
  requireWeight(problem);
  return mean(drTerms(problem, values));
}

/**
 * The same number backwards: D_t = V_t(s_t) + rho_t (r_t + discount D_{t+1} - Q_t(s_t,a_t)), D = 0 after the last step.
 */
export function recursiveDr(problem: Problem, values: ValuesFor): number {
  requireWeight(problem);
  return mean(
    forEpisodes(problem, (i) => {
      const { steps } = problem.episodes[i];
      const q = values(i);
      let d = 0;
      for (let t = steps.length - 1; t >= 0; t--) {
        const { s, a, r } = steps[t];
        d = stateValue(problem, q, t, s) + ratio(problem, i, t) * (r + problem.discount * d - q[t][s][a]);
      }
      return d;
    }),
  );
}

/** `wdr`: dr with omega_t for w_t / n. */
export function wdr(problem: Problem, values: ValuesFor): number {
  requireWeight(problem);
  let sum = 0;
  problem.episodes.forEach(({ steps }, i) => {
    const q = values(i);
    steps.forEach(({ s, a, r }, t) => {
      const correction = share(problem, i, t) * (r - q[t][s][a]);
      const baseline = share(problem, i, t - 1) * stateValue(problem, q, t, s);
      sum += problem.discount ** t * (correction + baseline);
    });
  });
  return sum;
}

/** Values fitted to the log itself. */
export function fittedValues(problem: Problem): ValuesFor {
  const q = fittedActionValues(problem);
  return () => q;
}

/** For each episode the values fitted to the episodes of the other folds. */
export function crossFittedValues(problem: Problem, foldOf: readonly number[]): ValuesFor {
  return (i) => {
    const others = foldOf.map((_, j) => j).filter((j) => foldOf[j] !== foldOf[i]);
    return fittedActionValues(withEpisodes(problem, others));
  };
}
