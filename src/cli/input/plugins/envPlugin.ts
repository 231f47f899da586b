import type { EnvDefinition } from '../../../../envs/registry.js';
import { ArgumentError } from '../../../core/errors.js';
import { authorsCall } from '../../../core/plugins/authorsCall.js';
import { readPlugin } from '../../../files/index.js';
import type { Env } from '../../../mdp/env.js';
import { guardEnv } from '../../../mdp/guardEnv.js';
import { checkDefinition } from './pluginDefinition.js';

/**
 * The environment that a module exports: a definition, or an environment itself, which then has no parameters.
 *
 * @throws DataError if the module holds none; ArgumentError if it lacks something, also when it is built
 */
export async function envPlugin(path: string): Promise<EnvDefinition> {
  const exported = await readPlugin(path, 'env');
  checkDefinition(path, exported, ['create', 'step']);
  const { name, summary } = exported;
  if (!('create' in exported)) {
    const env = guardEnv(exported as unknown as Env);
    return { name, summary, create: () => env };
  }
  const definition = exported as EnvDefinition;
  return {
    ...definition,
    create(parameters) {
      const env = guardEnv(authorsCall(`env ${name}: create`, () => definition.create(parameters)));
      if (env.name === name) return env;
      // A log names the environment that it comes from, and it is looked for by that name.
      throw new ArgumentError(`env ${name}: create must make an environment of that name, got '${env.name}'`);
    },
  };
}
