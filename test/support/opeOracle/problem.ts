/** One logged step. */
export interface Step {
  readonly s: number;
  readonly a: number;
  readonly r: number;
  readonly next: number;
}

/** One logged run: `terminated` if the process ended with the last step, else the log merely stops there. */
export interface Episode {
  readonly steps: readonly Step[];
  readonly terminated: boolean;
}

/** What an estimator is asked: a log, the probabilities it was written with, and the policy to value. */
export interface Problem {
  readonly nStates: number;
  readonly nActions: number;
  /** Each of at most `horizon` steps; not checked. */
  readonly episodes: readonly Episode[];
  /** propensity[i][t]: the behaviour policy's probability of the action that episode i took at t. */
  readonly propensity: readonly (readonly number[])[];
  /** behaviour[s][a], where the whole policy is known. */
  readonly behaviour?: readonly (readonly number[])[];
  /** target[s][a]. */
  readonly target: readonly (readonly number[])[];
  readonly discount: number;
  readonly horizon: number;
}

/** The same question asked of the chosen episodes, repeats allowed: a resample, a fold or a jackknife. */
export function withEpisodes(problem: Problem, chosen: readonly number[]): Problem {
  return {
    ...problem,
    episodes: chosen.map((i) => problem.episodes[i]),
    propensity: chosen.map((i) => problem.propensity[i]),
  };
}

/** G_i = sum_t discount^t r_t. */
export function returnOf(problem: Problem, i: number): number {
  let sum = 0;
  problem.episodes[i].steps.forEach((step, t) => (sum += problem.discount ** t * step.r));
  return sum;
}

export function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Calls f for each episode, in order. */
export function forEpisodes(problem: Problem, f: (i: number) => number): number[] {
  return problem.episodes.map((_, i) => f(i));
}
