import type { Immutable } from 'immer';
import type { z } from 'zod';
import type { Env } from '../src/mdp/env.js';

/** A kind of environment: its name, its parameters and how to build one. */
export interface EnvDefinition<Schema extends z.ZodObject = z.ZodObject> {
  /** Lower case with hyphens, as on a command line. */
  readonly name: string;
  /** One line for a list of environments. */
  readonly summary: string;
  /** Every field is described, and has a default or is optional. */
  readonly parameters: Schema;
  /** The environment with these parameters, already validated. Its `parameters` are the record given here. */
  create(parameters: Immutable<z.output<Schema>>): Env;
}

/**
 * A definition whose `create` knows the types of its parameters from the schema.
 *
 * @param definition the definition; returned unchanged
 *
 * @example
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
export function defineEnv<Schema extends z.ZodObject>(definition: EnvDefinition<Schema>): EnvDefinition {
  return definition;
}
