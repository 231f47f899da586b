import { ArgumentError } from '../../core/errors.js';
import { tied } from '../../core/tied.js';
import { monotoneMechanism } from './inverseCdf.js';
import { sortByKey } from '../kernels/sortByKey.js';
import type { Mechanism } from '../mechanism.js';

export interface RewardCdfOptions {
  /** The score of each outcome by its id, finite: position k scores `score[outcomes[k]]`. */
  readonly score: ArrayLike<number>;
}

/**
 * The inverse-CDF mechanism in increasing order of a score, ties by index; scores that agree to 1e-12 of the largest
 * are tied, so that equal sums added up in another order do not decide about a patient.
 *
 * Among all couplings this one has the least E (h(X) − h(Y))², h the score, for every pair p and q (and the least
 * expectation of any other convex function of the difference). So when the question is about one known score, an
 * implicit mechanism without any training reaches the linear program.
 *
 * @throws ArgumentError if a score is not finite, or, in use, if an outcome has none
 *
 * Cost: as `inverseCdf`, and a sort.
 *
 * @example
 * // Runs through outcomes 0, 2, 1.
 * const [p, q] = [Float64Array.of(0.5, 0, 0.5), Float64Array.of(0, 0.5, 0.5)];
 * completeMechanism(rewardCdf({ score: [0, 5, 1] })).counterfactual(p, q, 0, Uint32Array.of(0, 1, 2)) // [0, 0, 1]
 */
export function rewardCdf({ score }: RewardCdfOptions): Mechanism {
  const scores = Float64Array.from(score);
  const bad = scores.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new ArgumentError(`rewardCdf: a score must be finite, got ${scores[bad]} for outcome ${bad}`);
  // Over all outcomes at once: two must not tie in one pair and not in another.
  const keys = tied(scores);
  return monotoneMechanism('reward-cdf', (outcomes) => orderByScore(keys, outcomes));
}

function orderByScore(scores: Float64Array, outcomes: Uint32Array): Uint32Array {
  const n = outcomes.length;
  const keys = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    if (outcomes[k] >= scores.length)
      throw new ArgumentError(
        `rewardCdf: score must have an entry for each outcome, got ${scores.length} entries and outcome ${outcomes[k]} - give one score for each state`,
      );
    keys[k] = scores[outcomes[k]];
  }
  const order = Int32Array.from(outcomes, (_, k) => k);
  sortByKey(keys, order, 0, n, { keys: new Float64Array(n), items: new Int32Array(n) });
  return new Uint32Array(order.buffer);
}
