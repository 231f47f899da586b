import type { Mdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import { stepsToGo } from '../chain/momentTables.js';
import { returnMoments } from '../chain/returnMoments.js';

/** What follows from each state once a log of `taken` steps has ended, by the model's own rows. */
export interface AfterLog {
  /** Shape (S): expected return. */
  mean(taken: number): Float64Array;
  /** Shape (S × outcomes): probability of each outcome at the horizon. */
  outcome(taken: number): Float64Array;
}

/** Nothing: runs end with the log, as whatever they are then. */
export function nothingAfter({ nStates, outcomes, outcome }: Mdp): AfterLog {
  const none = new Float64Array(nStates);
  const asItIs = new Float64Array(nStates * outcomes.length);
  for (let s = 0; s < nStates; s++) asItIs[s * outcomes.length + outcome[s]] = 1;
  return { mean: () => none, outcome: () => asItIs };
}

/**
 * A policy until the horizon.
 *
 * @param starts shape (S), positive in states that it may take over in
 *
 * Cost of `returnMoments`.
 */
export function policyAfter(
  mdp: Mdp,
  policy: Policy,
  horizon: number,
  discount: number,
  starts: Float64Array,
): AfterLog {
  const { nStates } = mdp;
  const width = nStates * mdp.outcomes.length;
  const { mean, outcome } = returnMoments(mdp, policy, horizon, discount, starts);
  const rowOf = (table: Float64Array, taken: number, length: number): Float64Array => {
    const start = stepsToGo(horizon, taken, length);
    return table.subarray(start, start + length);
  };
  return { mean: (taken) => rowOf(mean, taken, nStates), outcome: (taken) => rowOf(outcome, taken, width) };
}
