import { ArgumentError } from '../src/core/errors.js';
import { eachStep } from '../src/mdp/overTime/eachStep.js';
import type { MarkovPolicy } from '../src/mdp/overTime/policyOverTime.js';
import type { Policy } from '../src/mdp/policy.js';

/**
 * A policy that keeps its choice with probability 1 − epsilon and else takes one of the other actions, all alike:
 * (1 − epsilon)·policy(a|s) + epsilon·(1 − policy(a|s))/(A − 1).
 *
 * With `among` the other action is one of the m that it names in the state. An action that is the only one named there
 * is kept; where none is, all are named.
 *
 * @param policy stationary, or over time: then at every step
 * @param epsilon in [0, 1]; 0.05 makes the physician policy of the papers from its greedy one
 * @param among shape (S·A), 0 or 1; default all pairs. `observed` of a fitted model has those that its log tried
 * @throws ArgumentError on another epsilon, an `among` of another shape, or a policy with a single action
 *
 * @example
 * // Of three actions the log tried the first two.
 * softened(tabular([0], 3), 0.25, Uint8Array.of(1, 1, 0)).probability // [0.75, 0.25, 0]
 */
export function softened(policy: Policy, epsilon: number, among?: Uint8Array): Policy;
export function softened(policy: MarkovPolicy, epsilon: number, among?: Uint8Array): MarkovPolicy;
export function softened(policy: MarkovPolicy, epsilon: number, among?: Uint8Array): MarkovPolicy {
  const { nStates, nActions } = policy;
  if (!(epsilon >= 0 && epsilon <= 1)) throw new ArgumentError(`softened: epsilon must be from 0 to 1, got ${epsilon}`);
  if (nActions < 2) throw new ArgumentError('softened: policy must have at least 2 actions, got 1');
  if (among && among.length !== nStates * nActions)
    throw new ArgumentError(`softened: among must have length ${nStates * nActions}, got ${among.length}`);
  return eachStep(policy, (step) => softenedStep(step, epsilon, among));
}

function softenedStep(policy: Policy, epsilon: number, among: Uint8Array | undefined): Policy {
  const { nStates, nActions, probability } = policy;
  const other = epsilon / (nActions - 1);
  const out = probability.map((p) => (1 - epsilon) * p + other * (1 - p));
  for (let s = 0; among && s < nStates; s++) {
    const [first, end] = [s * nActions, (s + 1) * nActions];
    const named = among.subarray(first, end).filter((one) => one === 1).length;
    if (named > 0 && named < nActions)
      out.set(softenedRow(probability.subarray(first, end), epsilon, among.subarray(first, end)), first);
  }
  return { ...policy, probability: out };
}

/** What leaves an action goes to the named ones but itself: to m − 1 from one of them, to m from another. */
function softenedRow(row: Float64Array, epsilon: number, named: Uint8Array): Float64Array {
  const m = named.reduce((sum, one) => sum + one, 0);
  const ofNamed = row.reduce((sum, p, a) => sum + named[a] * p, 0);
  const ofOthers = row.reduce((sum, p, a) => sum + (1 - named[a]) * p, 0);
  return row.map((p, a) => {
    if (named[a] === 0) return (1 - epsilon) * p;
    const arriving = (m > 1 ? (ofNamed - p) / (m - 1) : p) + ofOthers / m;
    return (1 - epsilon) * p + epsilon * arriving;
  });
}
