import { DataError } from '../../core/errors.js';
import { type ParameterFacts, type WithParameters, listedParameters } from '../../core/schema/definedParameters.js';
import { type PluginKind, pluginKind, pluginKinds, readPlugin } from '../../files/index.js';
import { checkDefinition } from '../input/plugins/pluginDefinition.js';
import { pluginSpec } from '../input/plugins/pluginSpec.js';

/** A line of a list, and below it what can be set. */
export interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly ParameterFacts[];
}

/** What a module of each kind does at least. */
const FUNCTIONS: Readonly<Record<Exclude<PluginKind, 'mechanism'>, readonly string[]>> = {
  env: ['create', 'step'],
  policy: ['create', 'estimate'],
  estimator: ['create', 'estimate'],
};

/**
 * What a module of the user's own holds, as lists show it. It is run, but not asked to build anything.
 *
 * @param spec path of the module
 * @throws DataError if it holds none of the kinds, or one that cannot be told; as `checkDefinition`
 */
export async function listedPlugin(spec: string): Promise<{ readonly kind: PluginKind; readonly entry: Entry }> {
  const { path } = pluginSpec('list', spec)!;
  const exported: object & { readonly name?: unknown; readonly summary?: unknown } = await readPlugin(path);
  const kind = pluginKind(exported);
  if (kind === undefined)
    throw new DataError(
      `${path}: what the default export is must be clear, got a record that could be several - give it kind: ${Object.keys(pluginKinds).join(', ')}`,
    );
  const fixed = 'probability' in exported;
  if (kind !== 'mechanism' && !fixed) checkDefinition(path, exported, FUNCTIONS[kind]);
  const { name, summary = '' } = exported;
  const definition = kind !== 'mechanism' && 'create' in exported;
  return {
    kind,
    entry: {
      name: typeof name === 'string' && name !== '' ? name : path,
      summary: String(summary),
      parameters: definition ? listedParameters(exported as WithParameters<object>) : [],
    },
  };
}
