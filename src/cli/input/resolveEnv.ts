import { type EnvDefinition, createEnv } from '../../../envs/registry.js';
import { ArgumentError } from '../../core/errors.js';
import type { Env } from '../../mdp/env.js';
import { keyValues } from './keyValues.js';
import { envPlugin } from './plugins/envPlugin.js';
import { pluginSpec } from './plugins/pluginSpec.js';

/** An environment as a command line names it. */
export interface NamedEnv {
  readonly name: string;
  /** Definitions beside ours. */
  readonly further: readonly EnvDefinition[];
}

/**
 * The name of an environment, and where it is a module the definition that the module exports. No other than those of
 * the command line is ever run, whatever a file names.
 *
 * @throws DataError on a module that holds no environment
 */
export async function namedEnv(spec: string): Promise<NamedEnv> {
  const plugin = pluginSpec('--env', spec);
  if (!plugin) return { name: spec, further: [] };
  const [parameter] = Object.entries(plugin.parameters);
  if ((parameter as typeof parameter | undefined) !== undefined)
    throw new ArgumentError(`--env: parameters must be given with --set, got '${spec}' - --set ${parameter.join('=')}`);
  const definition = await envPlugin(plugin.path);
  return { name: definition.name, further: [definition] };
}

/**
 * The environment that a command line names: a registered name, or a JavaScript module.
 *
 * @param set `--set`: its parameters, `key=value` each
 * @throws ArgumentError on an unknown name or parameter; DataError on a module that holds no environment
 */
export async function resolveEnv(spec: string, set: readonly string[]): Promise<Env> {
  const { name, further } = await namedEnv(spec);
  return createEnv(name, keyValues('--set', set), further);
}
