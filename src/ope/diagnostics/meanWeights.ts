/** Weights of n episodes, summed. */
export interface SummedWeights {
  readonly n: number;
  /** Shape (H): sum of the weights up to each step, over exp(shift[t]). */
  readonly totals: Float64Array;
  /** Shape (H). */
  readonly shift: Float64Array;
}

/** Means of importance weights, which are 1 wherever the log's probabilities are right and its support is whole. */
export interface MeanWeights {
  /** Shape (H): mean over episodes of the weight up to each step, ended episodes with their last one. */
  readonly mean: Float64Array;
  /** Shape (H): its standard error; Infinity for a single episode. */
  readonly standardError: Float64Array;
  /** Shape (H): 1 where the mean misses 1. */
  readonly missed: Uint8Array;
}

/** Standard errors between the mean and 1 that chance seldom makes: one time in 370, were the mean normal. */
const ERRORS = 3;

/**
 * A miss below this share moves an estimate by less than its other errors do; float32 probabilities miss by less, too.
 */
const LEAST_MISS = 0.01;

/**
 * The mean of the weights at each step against its expectation,
 *
 *     E[w_t] = 1    for each t, if e > 0 nowhere where b = 0 and the probabilities are those that the actions were drawn with
 *
 * which it misses if it is further from 1 than 3 standard errors and than 1 %. Weights have long tails: where the runs
 * that carry the expectation are too rare for the log, their mean is below 1 and its standard error small. That is
 * found as well, and is as bad for an estimate.
 *
 * @param sizes shape (H): effective sample sizes (sum w_t)² / sum w_t²
 *
 * Cost O(H).
 */
export function meanWeights({ n, totals, shift }: SummedWeights, sizes: Float64Array): MeanWeights {
  // May be infinite or 0 where the weights leave the range of numbers; what is compared below stays in it.
  const mean = totals.map((total, t) => (total / n) * Math.exp(shift[t]));
  // Of the mean: the sample variance of w is mean² (n / size − 1) n / (n − 1).
  const relative = sizes.map((size) => (n > 1 && size > 0 ? Math.sqrt(Math.max(0, n / size - 1) / (n - 1)) : Infinity));
  return {
    mean,
    standardError: mean.map((m, t) => (m === 0 ? 0 : m * relative[t])),
    missed: Uint8Array.from(mean, (m, t) =>
      Number(sizes[t] > 0 && Math.abs(1 - 1 / m) > Math.max(LEAST_MISS, ERRORS * relative[t])),
    ),
  };
}
