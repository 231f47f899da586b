import { z } from 'zod';
import { ArgumentError } from '../src/core/errors.js';
import { numberParameter } from '../src/core/numberParameter.js';
import { withOverrides } from '../src/core/parameters.js';
import type { Mdp } from '../src/mdp/mdp.js';
import type { Policy } from '../src/mdp/policy.js';
import { type OptimalOptions, optimal } from './optimal.js';
import { uniform } from './uniform.js';

/** A policy that can be built by name, for any process whose exact model is known. */
export interface PolicyDefinition {
  readonly name: string;
  readonly summary: string;
  /** A zod object; every field has a default and a description. */
  readonly parameters: z.ZodObject;
  /** @param mdp the model to act in: the exact model of an environment, or a fitted one */
  create(mdp: Mdp, parameters: Readonly<Record<string, unknown>>): Policy;
}

const discount = numberParameter(1e-9, 1 - 1e-9)
  .default(0.99)
  .describe('weight of a reward one step later');
const form = z.enum(['recurring', 'episodic']);

export const policies: readonly PolicyDefinition[] = [
  {
    name: 'uniform',
    summary: 'every action alike',
    parameters: z.object({}),
    create: (mdp) => ({
      ...uniform(mdp.nStates, mdp.nActions),
      ...(mdp.source.space !== undefined && { space: mdp.source.space }),
    }),
  },
  {
    name: 'physician',
    summary: 'the behaviour policy of the papers: the best policy of the model without ends, softened',
    parameters: z.object({
      form: form.default('recurring').describe('recurring: without ends, as published; episodic: ends end the run'),
      discount,
      epsilon: numberParameter(0, 1).default(0.05).describe('probability of not taking the best action'),
    }),
    create: (mdp, parameters) => optimal(mdp, parameters as unknown as OptimalOptions),
  },
  {
    name: 'optimal',
    summary: 'the best policy of the model',
    parameters: z.object({
      form: form.default('episodic').describe('episodic: ends end the run; recurring: without ends'),
      discount,
    }),
    create: (mdp, parameters) => optimal(mdp, { ...(parameters as unknown as OptimalOptions), epsilon: 0 }),
  },
];

/**
 * Builds a policy by name.
 *
 * @param overrides parameters to change, by name; strings are read as numbers where the parameter is one
 * @param definitions where to look; add your own to the built-in ones
 * @throws ArgumentError listing the names, or the parameters, there are
 *
 * @example
 * createPolicy('physician', env.exactModel(), { form: 'episodic' })
 */
export function createPolicy(
  name: string,
  mdp: Mdp,
  overrides: Readonly<Record<string, unknown>> = {},
  definitions: readonly PolicyDefinition[] = policies,
): Policy {
  const definition = definitions.find((candidate) => candidate.name === name);
  if (!definition)
    throw new ArgumentError(`policy: name must be one of ${definitions.map((d) => d.name).join(', ')}, got '${name}'`);
  return definition.create(mdp, withOverrides(`policy ${name}`, definition.parameters, overrides));
}
