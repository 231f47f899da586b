import { type ActionValues, stateValue } from './directMethod.js';
import type { ValuesFor } from './doublyRobust.js';
import { type Problem, forEpisodes, mean } from './problem.js';
import { quadraticForm, simplexMinimum } from './simplexMinimum.js';
import { requireWeight, share } from './weights.js';

export interface MagicResult {
  /** g[k] for the k-th length in J. */
  readonly g: readonly number[];
  /** Omega[k][l]: covariance of g_k and g_l. */
  readonly covariance: readonly (readonly number[])[];
  /** The interval, made longer to hold g_infinity. */
  readonly interval: readonly [number, number];
  /** b[k]: distance of g[k] to the interval. */
  readonly bias: readonly number[];
  readonly x: readonly number[];
  readonly value: number;
  /** x' (Omega + b b') x, without the ridge. */
  readonly error: number;
}

/** J = -1, 0, ..., H - 2, infinity. */
export function allLengths(horizon: number): number[] {
  return [...Array.from({ length: horizon }, (_, k) => k - 1), Infinity];
}

/** What episode i contributes to g_j: corrections up to step j, and the model's word for what comes after. */
export function contribution(problem: Problem, q: ActionValues, i: number, j: number): number {
  const { steps } = problem.episodes[i];
  let sum = 0;
  for (let t = 0; t < steps.length && t <= j; t++) {
    const { s, a, r } = steps[t];
    const correction = share(problem, i, t) * (r - q[t][s][a]);
    const baseline = share(problem, i, t - 1) * stateValue(problem, q, t, s);
    sum += problem.discount ** t * (correction + baseline);
  }
  // After the last step V = 0, whether the episode ended or was cut.
  if (j + 1 < steps.length)
    sum += problem.discount ** (j + 1) * share(problem, i, j) * stateValue(problem, q, j + 1, steps[j + 1].s);
  return sum;
}

/**
 * MAGIC with the interval given: the quantiles of g_infinity that a bootstrap found.
 *
 * @param q the same for all episodes, or those of each
 *
 * The ridge is 1e-10 trace(Omega + b b') / |J|. At least two episodes.
 */
export function magic(
  problem: Problem,
  q: ActionValues | ValuesFor,
  bootstrap: readonly [number, number],
  lengths: readonly number[] = allLengths(problem.horizon),
): MagicResult {
  requireWeight(problem);
  const n = problem.episodes.length;
  if (n < 2) throw new Error('one episode has no covariance');
  const values = typeof q === 'function' ? q : (): ActionValues => q;
  const contributions = lengths.map((j) => forEpisodes(problem, (i) => contribution(problem, values(i), i, j)));
  const g = contributions.map((terms) => n * mean(terms));
  const covariance = contributions.map((first) =>
    contributions.map((second) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (first[i] - mean(first)) * (second[i] - mean(second));
      return (n / (n - 1)) * sum;
    }),
  );
  const whole = n * mean(forEpisodes(problem, (i) => contribution(problem, values(i), i, Infinity)));
  const interval = [Math.min(bootstrap[0], whole), Math.max(bootstrap[1], whole)] as const;
  const bias = g.map((value) => Math.max(0, interval[0] - value, value - interval[1]));
  const error = covariance.map((row, k) => row.map((entry, l) => entry + bias[k] * bias[l]));
  let trace = 0;
  for (let k = 0; k < lengths.length; k++) trace += error[k][k];
  const ridge = (1e-10 * trace) / lengths.length;
  const x = simplexMinimum(error.map((row, k) => row.map((entry, l) => entry + (k === l ? ridge : 0))));
  let value = 0;
  for (let k = 0; k < lengths.length; k++) value += x[k] * g[k];
  return { g, covariance, interval, bias, x, value, error: quadraticForm(error, x) };
}
