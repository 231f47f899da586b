import { type HorizonOptions, NEXT_TO_ONE } from './evaluate/horizon.js';
import { floorState } from './floorState.js';
import type { Mdp } from './mdp.js';
import { occupancy } from './evaluate/occupancy.js';
import { expectedLength } from './evaluate/expectedLength.js';
import { FEW_CASES } from './fewCases.js';
import type { MarkovPolicy } from './overTime/policyOverTime.js';

/** A share of a policy's expected steps, and the pairs that make it up. */
export interface PairShare {
  /** In [0, 1]. */
  readonly share: number;
  /** The pairs with their shares, largest first, at most `most`. */
  readonly pairs: readonly { readonly state: number; readonly action: number; readonly share: number }[];
}

/** How far a policy leans on what a fitted model was never told: its steps in pairs without a logged case. */
export interface UnseenShare extends PairShare {
  /**
   * Likewise its steps in pairs with one or two logged cases; absent where the model does not hold how many there were.
   */
  readonly hardlySeen?: PairShare;
}

/**
 * The share of a policy's expected steps, by occupancy, in state-action pairs that no logged step tried, and in those
 * that one or two did: what follows the first is what `unseen` or a prior put into the model, and what follows the
 * others is next to it, whatever the behaviour policy could have done.
 *
 * @param options as the policy is valued
 * @param most pairs to name; default 3
 * @returns undefined for a model that is exact
 * @throws ArgumentError if policy and model differ in size or space
 *
 * Cost as `occupancy`.
 */
export function unseenShare(
  mdp: Mdp,
  policy: MarkovPolicy,
  options: HorizonOptions,
  most = 3,
): UnseenShare | undefined {
  // Counts that were added, not logged, make a pair choosable; they are no knowledge.
  const cases = mdp.visits ?? mdp.observed;
  if (!cases) return undefined;
  const { horizon, discount = 1 } = options;
  const endless = horizon === Infinity && discount === 1 && expectedLength(mdp, policy, Infinity) === Infinity;
  const steps = occupancy(mdp, policy, { horizon, discount: endless ? NEXT_TO_ONE : discount });
  // What is imagined to follow is no step of the policy.
  const floor = floorState(mdp);
  if (floor !== undefined) steps.fill(0, floor * mdp.nActions);
  const shareOf = (belongs: (cases: number) => boolean): PairShare =>
    pairShare(steps, (row) => belongs(cases[row]), mdp.nActions, most);
  return {
    ...shareOf((n) => n === 0),
    ...(mdp.visits && { hardlySeen: shareOf((n) => n > 0 && n <= FEW_CASES) }),
  };
}

function pairShare(steps: Float64Array, belongs: (row: number) => boolean, nActions: number, most: number): PairShare {
  let [total, among] = [0, 0];
  const rows: number[] = [];
  steps.forEach((n, row) => {
    total += n;
    if (n === 0 || !belongs(row)) return;
    among += n;
    rows.push(row);
  });
  if (total === 0) return { share: 0, pairs: [] };
  const largest = rows.toSorted((a, b) => steps[b] - steps[a] || a - b).slice(0, most);
  return {
    share: Math.min(1, among / total),
    pairs: largest.map((row) => ({
      state: Math.floor(row / nActions),
      action: row % nActions,
      share: steps[row] / total,
    })),
  };
}
