import type { HorizonOptions } from './horizon.js';
import type { Mdp } from './mdp.js';
import { occupancy } from './occupancy.js';
import { expectedLength } from './expectedLength.js';
import type { Policy } from './policy.js';

/** How far a policy leans on what a fitted model was never told. */
export interface UnseenShare {
  /** Share of the policy's expected steps in pairs without a logged case, in [0, 1]. */
  readonly share: number;
  /** Those pairs with their shares, largest first, at most `most`. */
  readonly pairs: readonly { readonly state: number; readonly action: number; readonly share: number }[];
}

/** A discount next to 1, for runs that go on for ever: what they do in the long run is what counts. */
const NEXT_TO_ONE = 1 - 1e-9;

/**
 * The share of a policy's expected steps, by occupancy, in state-action pairs that no logged step tried: what follows them is
 * what `unseen` or a prior put into the model, whatever the behaviour policy could have done.
 *
 * @param options as the policy is valued
 * @param most pairs to name; default 3
 * @returns undefined for a model that is exact
 * @throws ArgumentError if policy and model differ in size or space
 *
 * Cost as `occupancy`.
 */
export function unseenShare(mdp: Mdp, policy: Policy, options: HorizonOptions, most = 3): UnseenShare | undefined {
  // Counts that were added, not logged, make a pair choosable; they are no knowledge.
  const seen = mdp.visits ?? mdp.observed;
  if (!seen) return undefined;
  const { horizon, discount = 1 } = options;
  const endless = horizon === Infinity && discount === 1 && expectedLength(mdp, policy, Infinity) === Infinity;
  const steps = occupancy(mdp, policy, { horizon, discount: endless ? NEXT_TO_ONE : discount });
  let [total, unseen] = [0, 0];
  const rows: number[] = [];
  steps.forEach((n, row) => {
    total += n;
    if (n === 0 || seen[row] > 0) return;
    unseen += n;
    rows.push(row);
  });
  if (total === 0) return { share: 0, pairs: [] };
  const largest = rows.toSorted((a, b) => steps[b] - steps[a] || a - b).slice(0, most);
  return {
    share: Math.min(1, unseen / total),
    pairs: largest.map((row) => ({
      state: Math.floor(row / mdp.nActions),
      action: row % mdp.nActions,
      share: steps[row] / total,
    })),
  };
}
