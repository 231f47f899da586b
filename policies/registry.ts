import { z } from 'zod';
import { didYouMean } from '../src/core/didYouMean.js';
import { ArgumentError } from '../src/core/errors.js';
import { numberParameter } from '../src/core/numberParameter.js';
import { definedParameters } from '../src/core/schema/definedParameters.js';
import type { Mdp } from '../src/mdp/mdp.js';
import { type Policy, checkPolicy } from '../src/mdp/policy.js';
import { type TransitionCounts, countTransitions } from '../src/fit/transitionCounts.js';
import type { Trajectories } from '../src/trajectories/trajectories.js';
import { behaviour } from './behaviour.js';
import { mostFrequent } from './mostFrequent.js';
import { optimal } from './optimal.js';
import { type PolicyDefinition, definePolicy } from './policyDefinition.js';
import { uniform, uniformIn } from './uniform.js';

export { definePolicy, type PolicyDefinition } from './policyDefinition.js';

const discount = numberParameter(1e-9, 1 - 1e-9)
  .default(0.99)
  .describe('weight of a reward one step later');
const form = z.enum(['recurring', 'episodic']);

export const policies: readonly PolicyDefinition[] = [
  definePolicy({
    name: 'uniform',
    summary: 'every action that is possible alike',
    create: uniformIn,
    estimate: (log) => over(log, uniform(log.nStates, log.nActions)),
  }),
  definePolicy({
    name: 'physician',
    summary: 'the behaviour policy of the papers: the best policy of the model without ends, softened',
    parameters: z.object({
      form: form.default('recurring').describe('recurring: without ends, as published; episodic: ends end the run'),
      discount,
      epsilon: numberParameter(0, 1).default(0.05).describe('probability of not taking the best action'),
    }),
    create: (mdp, parameters) => optimal(mdp, parameters),
  }),
  definePolicy({
    name: 'optimal',
    summary: 'the best policy of the model',
    parameters: z.object({
      form: form.default('episodic').describe('episodic: ends end the run; recurring: without ends'),
      discount,
    }),
    create: (mdp, parameters) => optimal(mdp, { ...parameters, epsilon: 0 }),
  }),
  definePolicy({
    name: 'behaviour',
    summary: "the log's own actions, as often as it takes them in each state; uniform in states it never visits",
    parameters: z.object({
      smoothing: numberParameter(0, 1e9).default(0).describe('pseudo-count of every action'),
    }),
    estimate: (log, { smoothing }) => over(log, behaviour(countsOf(log), smoothing)),
  }),
  definePolicy({
    name: 'most-frequent',
    summary: 'the action that the log takes most often in each state; uniform in states it never visits',
    estimate: (log) => over(log, mostFrequent(countsOf(log))),
  }),
];

/**
 * Builds a policy by name.
 *
 * @param from the model to act in, or a log in the policy's states
 * @param overrides parameters to change, by name; strings are read as numbers where the parameter is one
 * @param definitions where to look; add your own to the built-in ones
 * @throws ArgumentError listing the names, or the parameters, there are, or if the policy needs the other of model and
 *   log
 *
 * @example
 * createPolicy('uniform', createEnv('two-armed').exactModel!()).probability // [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]
 */
export function createPolicy(
  name: string,
  from: Mdp | Trajectories,
  overrides: Readonly<Record<string, unknown>> = {},
  definitions: readonly PolicyDefinition[] = policies,
): Policy {
  const definition = definitions.find((candidate) => candidate.name === name);
  if (!definition)
    throw new ArgumentError(
      `policy: name must be one of ${definitions.map((d) => d.name).join(', ')}, got '${name}'${didYouMean(
        name,
        definitions.map((d) => d.name),
      )}`,
    );
  return definedPolicy(definition, from, overrides);
}

/**
 * As `createPolicy`, of a definition.
 *
 * @throws ArgumentError also if what it makes is no policy over the states and actions it was made for
 */
export function definedPolicy(
  definition: PolicyDefinition,
  from: Mdp | Trajectories,
  overrides: Readonly<Record<string, unknown>> = {},
): Policy {
  const where = `policy ${definition.name}`;
  const parameters = definedParameters(where, definition, overrides);
  const policy =
    'episodeStart' in from ? definition.estimate?.(from, parameters) : definition.create?.(from, parameters);
  if (policy) {
    checkPolicy(policy, where);
    return policy;
  }
  const [needed, got] = definition.create ? ['a model', 'a log'] : ['a log', 'a model'];
  throw new ArgumentError(`${where}: ${needed} is needed, got ${got}`);
}

function countsOf(log: Trajectories): TransitionCounts {
  return countTransitions(log, log.nStates, log.nActions);
}

function over({ source }: Trajectories, policy: Policy): Policy {
  return { ...policy, ...(source.space !== undefined && { space: source.space }) };
}
