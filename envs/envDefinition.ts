import type { Immutable } from 'immer';
import type { StandardSchema } from '../src/core/schema/standardSchema.js';
import type { Env } from '../src/mdp/env.js';

/** A kind of environment: its name, its parameters and how to build one. */
export interface EnvDefinition<Parameters extends object = object> {
  /** Tells a definition apart from those of policies and estimators; `defineEnv` sets it. */
  readonly kind?: 'env';
  /** Lower case with hyphens, as on a command line. */
  readonly name: string;
  /** One line for a list of environments. */
  readonly summary: string;
  /** Checks a record of which every field has a default or may be left out; default: there are no parameters. */
  readonly parameters?: StandardSchema<Parameters>;
  /** What each parameter is, where the schema does not say. */
  readonly describe?: Readonly<Partial<Record<keyof Parameters, string>>>;
  /** The environment with these parameters, already validated. Its `parameters` are the record given here. */
  create(parameters: Immutable<Parameters>): Env;
}

/**
 * A definition whose `create` knows the types of its parameters from the schema.
 *
 * @param definition the definition
 * @returns the same, with its kind
 *
 * @example
 * import { z } from 'zod';
 * const coin = defineEnv({
 *   name: 'coin',
 *   summary: 'One toss.',
 *   parameters: z.object({ heads: numberParameter(0, 1).default(0.5).describe('Probability of heads') }),
 *   create: (parameters) =>
 *     tabularEnv({
 *       name: 'coin',
 *       parameters,
 *       stateLabels: ['start', 'heads', 'tails'],
 *       actionLabels: ['toss'],
 *       outcomes: [{ name: 'tossing', reward: 0 }, { name: 'heads', reward: 1 }, { name: 'tails', reward: 0 }],
 *       ends: [[1, 1], [2, 2]],
 *       initial: [[0, 1]],
 *       next: () => [[1, parameters.heads], [2, 1 - parameters.heads]],
 *     }),
 * });
 * createEnv('coin', { heads: 0.25 }, [coin]).parameters // { heads: 0.25 }
 */
export function defineEnv<Parameters extends object>(definition: EnvDefinition<Parameters>): EnvDefinition {
  return { ...definition, kind: 'env' };
}
