import type { Mdp } from '../mdp/mdp.js';
import { type TransitionCounts, rowTotals } from './transitionCounts.js';

export interface UnloggedRewardsOptions {
  /** Rewards of entering states that the caller knows. */
  readonly given?: ReadonlyMap<number, number>;
  /** The model that a prior takes its rows from. */
  readonly mean?: Mdp;
  /** Reward of entering a state where the environment defines it. */
  readonly defined?: (state: number) => number | undefined;
  /** Reward of entering a state where nothing else tells. */
  readonly otherwise?: (state: number) => number | undefined;
}

/**
 * What a transition pays that a prior, or the choice for unseen pairs, adds to a model without a logged case.
 *
 * The first of: the reward given for entering s'; that of the prior mean's own entry (s, a, s'); that which the
 * environment defines for entering s'; the mean logged reward of entering s' from anywhere; the mean logged reward of
 * (s, a); and that which the caller has where all these are silent. An added transition that paid nothing would make death free, and the way there the best policy.
 *
 * @returns the reward for row s·A + a and s', or undefined where nothing tells
 *
 * Cost O(S·A + nnz) once; then O(1), O(log of the row) with a prior mean.
 */
export function unloggedRewards(
  counts: TransitionCounts,
  { given, mean, defined, otherwise }: UnloggedRewardsOptions = {},
): (row: number, next: number) => number | undefined {
  const entering = meanRewardOfEntering(counts);
  const ofPair = meanRewardOfPairs(counts);
  return (row, next) =>
    given?.get(next) ??
    (mean && rewardIn(mean, row, next)) ??
    defined?.(next) ??
    entering(next) ??
    ofPair(row) ??
    otherwise?.(next);
}

/** The mean logged reward of entering a state from anywhere; undefined where no step did. */
export function meanRewardOfEntering(counts: TransitionCounts): (state: number) => number | undefined {
  const sum = new Float64Array(counts.nStates);
  const n = new Float64Array(counts.nStates);
  counts.nextState.forEach((next, k) => {
    sum[next] += counts.rewardSum[k];
    n[next] += counts.count[k];
  });
  return (state) => (n[state] > 0 ? sum[state] / n[state] : undefined);
}

function meanRewardOfPairs(counts: TransitionCounts): (row: number) => number | undefined {
  const total = rowTotals(counts);
  return (row) => {
    if (total[row] === 0) return undefined;
    let sum = 0;
    for (let k = counts.rowStart[row]; k < counts.rowStart[row + 1]; k++) sum += counts.rewardSum[k];
    return sum / total[row];
  };
}

/** The reward of a model's own entry, by bisection; undefined where it has none. */
function rewardIn({ rowStart, nextState, reward }: Mdp, row: number, next: number): number | undefined {
  let [low, high] = [rowStart[row], rowStart[row + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nextState[middle] < next) low = middle + 1;
    else high = middle;
  }
  return low < rowStart[row + 1] && nextState[low] === next ? reward[low] : undefined;
}
