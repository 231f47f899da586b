import type { Immutable } from 'immer';
import type { StandardSchema } from '../src/core/schema/standardSchema.js';
import type { Mdp } from '../src/mdp/mdp.js';
import type { Policy } from '../src/mdp/policy.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';

/**
 * A policy that can be built by name, from the model of a process or from a log of it. At least one of the two ways is
 * there.
 */
export interface PolicyDefinition<Parameters extends object = object> {
  /** Tells a definition apart from those of environments and estimators; `definePolicy` sets it. */
  readonly kind?: 'policy';
  readonly name: string;
  /** One line for a list of policies. */
  readonly summary: string;
  /** Checks a record of which every field has a default or may be left out; default: there are no parameters. */
  readonly parameters?: StandardSchema<Parameters>;
  /** What each parameter is, where the schema does not say. */
  readonly describe?: Readonly<Partial<Record<keyof Parameters, string>>>;
  /** @param mdp the model to act in: the exact model of an environment, or a fitted one */
  create?(mdp: Mdp, parameters: Immutable<Parameters>): Policy;
  /** @param log over the policy's states; unseen states are to have a row too */
  estimate?(log: Trajectories, parameters: Immutable<Parameters>): Policy;
}

/**
 * A definition whose functions know the types of their parameters from the schema.
 *
 * @returns the same, with its kind
 *
 * @example
 * import { tabular } from 'couplet';
 * const lowest = definePolicy({
 *   name: 'lowest',
 *   summary: 'The first action, always.',
 *   create: ({ nStates, nActions }) => tabular(new Uint32Array(nStates), nActions),
 * });
 */
export function definePolicy<Parameters extends object>(definition: PolicyDefinition<Parameters>): PolicyDefinition {
  return { ...definition, kind: 'policy' };
}
