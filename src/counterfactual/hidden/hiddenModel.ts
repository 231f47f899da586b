import { ArgumentError } from '../../core/errors.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import { liftPolicy } from '../../mdp/liftPolicy.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Policy, checkPolicy } from '../../mdp/policy.js';
import type { Abstraction } from '../../mdp/stateSpace.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/** A model over states x of which a log shows only a part, s. */
export interface HiddenModel {
  /** Over the states x. */
  readonly mdp: Mdp;
  /** From the states of the model to those of the log. */
  readonly abstraction: Abstraction;
  /**
   * b(a | x), who acted in the log, over either: what they saw of the hidden part their choices tell. Absent where it is
   * not known, or where only s mattered to them, which tells nothing.
   */
  readonly behaviour?: Policy;
}

/**
 * Checks that a model, its abstraction, who acted and a log fit each other.
 *
 * @param where opens the message of an error
 * @throws ArgumentError on sizes, spaces or names that differ
 */
export function checkHiddenModel(
  where: string,
  { mdp, abstraction, behaviour }: HiddenModel,
  { nStates, nActions, source }: Trajectories,
): void {
  const { from, to, map } = abstraction;
  const { space } = mdp.source;
  if (mdp.nStates !== from.nStates || map.length !== from.nStates || (space !== undefined && space !== from.name))
    throw new ArgumentError(
      `${where}: model must be over the ${from.nStates} states of space '${from.name}', from which the abstraction leads, got ${mdp.nStates}${space === undefined ? '' : ` of '${space}'`} - take the abstraction that begins at the model's space`,
    );
  const wrong = map.findIndex((s) => !(s < to.nStates));
  if (wrong >= 0)
    throw new ArgumentError(
      `${where}: the abstraction must lead to the ${to.nStates} states of space '${to.name}', got ${map[wrong]} for state ${wrong}`,
    );
  if (nStates !== to.nStates || nActions !== mdp.nActions || (source.space !== undefined && source.space !== to.name))
    throw new ArgumentError(
      `${where}: trajectories must be over the ${to.nStates} states of space '${to.name}', to which the abstraction leads, and the model's ${mdp.nActions} actions, got ${nStates} states${source.space === undefined ? '' : ` of '${source.space}'`} and ${nActions} actions - project them first`,
    );
  if (behaviour) overModel(where, behaviour, mdp, abstraction);
}

/**
 * A policy over the states of a model, or over those that the log shows, as one over those of the model.
 *
 * @throws ArgumentError if it is over neither, or its rows are no distributions
 */
export function overModel(where: string, policy: Policy, mdp: Mdp, abstraction: Abstraction): Policy {
  checkPolicy(policy, where);
  const { from, to } = abstraction;
  const coarse = policy.space === undefined ? policy.nStates !== from.nStates : policy.space !== from.name;
  if (coarse && policy.nStates !== to.nStates)
    throw new ArgumentError(
      `${where}: policy must be over the ${from.nStates} states of space '${from.name}' or the ${to.nStates} of '${to.name}', got ${policy.nStates}${policy.space === undefined ? '' : ` of '${policy.space}'`} - lift it with liftPolicy`,
    );
  const lifted = coarse ? liftPolicy(policy, abstraction) : policy;
  checkSameSpace(where, 'policy', lifted, mdp);
  return lifted;
}

/**
 * How the states of a model show in a log. A log that was projected with ends only in its flag has them among the states
 * of their variables.
 */
export function shownAs({ map, interior }: Abstraction, { source }: Trajectories): Uint32Array {
  return source.absorption === 'published' ? interior : map;
}
