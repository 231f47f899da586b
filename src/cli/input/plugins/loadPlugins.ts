import type { Plugins } from '../../../experiments/plugins.js';
import { namedEnv } from '../resolveEnv.js';
import { resolveEstimators } from '../resolveEstimators.js';

/** An environment and estimators as a command line names them: text, so that it can go to another thread. */
export interface PluginSpecs {
  readonly env: string;
  readonly estimators: readonly string[];
}

/**
 * What the modules among them hold; names of what is built in are passed over.
 *
 * @throws ArgumentError if two estimators have one name; DataError on a module that holds none of its kind
 */
export async function loadPlugins({ env, estimators }: PluginSpecs): Promise<Required<Plugins>> {
  const { further } = await namedEnv(env);
  const resolved = await resolveEstimators(estimators);
  return { envs: further, estimators: resolved.filter((each) => typeof each !== 'string') };
}
