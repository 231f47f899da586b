import type { Mdp } from './mdp.js';
import { eachStep } from './overTime/eachStep.js';
import type { MarkovPolicy } from './overTime/policyOverTime.js';
import type { Policy } from './policy.js';

/** The number of the floor that `mixWorst` added to a model's states; undefined where there is none: see `MixedWorst`. */
export function floorState({ source: { worst } }: Pick<Mdp, 'source'>): number | undefined {
  return worst?.floor ? worst.state : undefined;
}

/**
 * A policy over the states of a log as one over a model that has a floor beside them, in which all actions are alike:
 * there it takes any.
 *
 * @returns the policy itself where the model has no floor, or the policy a row for it
 *
 * Cost O(S·A).
 */
export function withFloor(policy: Policy, mdp: Pick<Mdp, 'nStates' | 'source'>): Policy;
export function withFloor(policy: MarkovPolicy, mdp: Pick<Mdp, 'nStates' | 'source'>): MarkovPolicy;
export function withFloor(policy: MarkovPolicy, mdp: Pick<Mdp, 'nStates' | 'source'>): MarkovPolicy {
  return policy.nStates === floorState(mdp) ? eachStep(policy, (step) => withRow(step, mdp.nStates)) : policy;
}

function withRow(policy: Policy, nStates: number): Policy {
  const { nActions, probability, undefinedRows } = policy;
  const rows = new Float64Array(nStates * nActions).fill(1 / nActions);
  rows.set(probability);
  const blank = new Uint8Array(nStates);
  if (undefinedRows) blank.set(undefinedRows);
  return { ...policy, nStates, probability: rows, ...(undefinedRows && { undefinedRows: blank }) };
}

/**
 * A policy over a model's states as one over those that stand for something: without the row of its floor.
 *
 * @returns the policy itself where there is no such row
 *
 * Cost O(S·A).
 */
export function withoutFloor(policy: Policy, mdp: Pick<Mdp, 'nStates' | 'source'>): Policy;
export function withoutFloor(policy: MarkovPolicy, mdp: Pick<Mdp, 'nStates' | 'source'>): MarkovPolicy;
export function withoutFloor(policy: MarkovPolicy, mdp: Pick<Mdp, 'nStates' | 'source'>): MarkovPolicy {
  const floor = floorState(mdp);
  return floor === undefined || policy.nStates !== mdp.nStates
    ? policy
    : eachStep(policy, (step) => firstRows(step, floor));
}

function firstRows(policy: Policy, nStates: number): Policy {
  const { nActions, probability, undefinedRows } = policy;
  return {
    ...policy,
    nStates,
    probability: probability.slice(0, nStates * nActions),
    ...(undefinedRows && { undefinedRows: undefinedRows.slice(0, nStates) }),
  };
}
