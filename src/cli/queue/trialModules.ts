import { ArgumentError } from '../../core/errors.js';
import { sha256OfFile } from '../../files/index.js';
import type { PluginSpecs } from '../input/plugins/loadPlugins.js';
import { pluginSpec } from '../input/plugins/pluginSpec.js';

/** What a run names that may be code of the user's, with the SHA-256 of each file of it. */
export interface TrialModules extends PluginSpecs {
  readonly sha256: Readonly<Record<string, string>>;
}

/** The modules among what a command line names; undefined where all is built in. */
export async function modulesOf(plugins: PluginSpecs): Promise<TrialModules | undefined> {
  const paths = pathsOf(plugins);
  if (paths.length === 0) return undefined;
  const hashes = await Promise.all(paths.map(async (path) => [path, await sha256OfFile(path)] as const));
  return { ...plugins, sha256: Object.fromEntries(hashes) };
}

/**
 * The same modules as they lie here. A worker runs no code that its own command line does not name, whatever the folder
 * holds, and none that differs from the code that the run was started with.
 *
 * @param files named here
 * @throws ArgumentError for a module that is not among them; DataError for a file that cannot be read
 */
export async function modulesHere(
  { env, estimators, sha256 }: TrialModules,
  files: readonly string[],
): Promise<PluginSpecs> {
  const here = new Map(await Promise.all(files.map(async (path) => [await sha256OfFile(path), path] as const)));
  const moved = (spec: string): string => {
    const module = pluginSpec('--module', spec);
    if (!module) return spec;
    const path = here.get(sha256[module.path]);
    if (path === undefined)
      throw new ArgumentError(
        `--module: the run uses the code in ${module.path}, got ${files.length === 0 ? 'no module' : `other code in ${files.join(', ')}`} - copy that file here, look at it, and name it with --module`,
      );
    return path + spec.slice(module.path.length);
  };
  return { env: moved(env), estimators: estimators.map(moved) };
}

function pathsOf({ env, estimators }: PluginSpecs): string[] {
  return [env, ...estimators].flatMap((spec) => pluginSpec('--env', spec)?.path ?? []);
}
