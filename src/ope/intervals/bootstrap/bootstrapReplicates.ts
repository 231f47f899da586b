import { ArgumentError, NumericalError } from '../../../core/errors.js';
import type { Rng } from '../../../core/random/rng.js';
import { drawCounts } from '../../../core/random/drawCounts.js';

/**
 * How often one replicate is drawn before giving up; a single usable trajectory in the log is missed 37 % of the time.
 */
const MOST_DRAWS = 1000;

/**
 * Statistics of a log in which trajectory i occurs counts[i] times, written to `out`; false if they are not defined
 * there, as a ratio of weights is not where nothing matches.
 *
 * Everything that was fitted to the log is to be fitted again, by these counts, and weights normalised by their sum
 * over them: what is kept from the original log makes the interval too narrow. `counts` and `out` are reused between
 * calls and must neither be kept nor, `counts`, be written to. `number` is that of the replicate, or of the trajectory
 * that is left out.
 */
export type CountedStatistics = (counts: Float64Array, out: Float64Array, number: number) => boolean;

export interface BootstrapOptions {
  /** Trajectories in the log, ≥ 1. */
  readonly n: number;
  /** Default 2,000; at least 2. */
  readonly replicates?: number | undefined;
  /** The first of them that is drawn, as where several threads share them; default 0. */
  readonly from?: number | undefined;
  /** The one after the last; default `replicates`. */
  readonly to?: number | undefined;
}

/** Statistics of resamples. */
export interface Replicates {
  /** Shape (replicates × nStatistics), row-major. */
  readonly values: Float64Array;
  readonly nStatistics: number;
  /** Resamples that had no value and were drawn again. */
  readonly redrawn: number;
}

/**
 * Draws trajectories with replacement, n at a time, and evaluates several statistics on each resample.
 *
 * A resample on which they are not defined is drawn again, so the result is conditional on their being defined;
 * `redrawn` says how often. Replicate b draws from `rng.fork('bootstrap', b)` and depends on nothing else, so that any
 * range of them may be drawn by itself: `joinReplicates` puts them together.
 *
 * @param statistics gets counts of shape (n) that sum to n
 * @throws ArgumentError if a number in the options is out of its bounds
 * @throws NumericalError if a replicate is undefined 1,000 times in a row, or a statistic is not finite
 *
 * Cost O(replicates · (n + one evaluation)).
 *
 * @example
 * const values = [1, 2, 6];
 * const mean = (counts: Float64Array, out: Float64Array) => {
 *   out[0] = values.reduce((sum, x, i) => sum + counts[i] * x, 0) / 3;
 *   return true;
 * };
 * bootstrapReplicates(createRng(1), mean, { n: 3, nStatistics: 1, replicates: 100 }).values.length // 100
 */
export function bootstrapReplicates(
  rng: Rng,
  statistics: CountedStatistics,
  { n, nStatistics, replicates = 2000, from = 0, to = replicates }: BootstrapOptions & { readonly nStatistics: number },
): Replicates {
  checkCount('n', n, 1);
  checkCount('nStatistics', nStatistics, 1);
  checkCount('replicates', replicates, 2);
  const counts = new Float64Array(n);
  const values = new Float64Array((to - from) * nStatistics);
  let redrawn = 0;
  for (let b = from; b < to; b++) {
    const stream = rng.fork('bootstrap', b);
    const out = values.subarray((b - from) * nStatistics, (b - from + 1) * nStatistics);
    let draws = 0;
    do {
      if (draws === MOST_DRAWS)
        throw new NumericalError(
          `bootstrap: a resample must have a value, got none in ${MOST_DRAWS} of replicate ${b} - too few trajectories match the target policy to resample`,
        );
      drawCounts(stream, counts);
      draws++;
    } while (!statistics(counts, out, b));
    redrawn += draws - 1;
    const wrong = out.findIndex((x) => !Number.isFinite(x));
    if (wrong >= 0)
      throw new NumericalError(`bootstrap: statistic ${wrong} must be finite, got ${out[wrong]} in replicate ${b}`);
  }
  return { values, nStatistics, redrawn };
}

/**
 * Replicates of the same statistics as one, in their order.
 *
 * @param parts at least one
 */
export function joinReplicates(parts: readonly Replicates[]): Replicates {
  const values = new Float64Array(parts.reduce((length, part) => length + part.values.length, 0));
  let [at, redrawn] = [0, 0];
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
    redrawn += part.redrawn;
  }
  return { values, nStatistics: parts[0].nStatistics, redrawn };
}

/** The values of statistic k, shape (replicates), a copy. */
export function statisticValues({ values, nStatistics }: Omit<Replicates, 'redrawn'>, k: number): Float64Array {
  return Float64Array.from({ length: values.length / nStatistics }, (_, b) => values[b * nStatistics + k]);
}

function checkCount(name: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least && value < 2 ** 31))
    throw new ArgumentError(`bootstrap: ${name} must be an integer ≥ ${least}, got ${value}`);
}
