import { ArgumentError } from '../../core/errors.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { estimatorNames } from '../../ope/estimators/registry.js';
import { estimatorPlugin } from './plugins/estimatorPlugin.js';
import { pluginSpec } from './plugins/pluginSpec.js';

/**
 * The estimators that a command line names: registered names as they are, modules as the estimators that they export.
 *
 * @throws ArgumentError if two have one name; DataError on a module that holds no estimator
 */
export async function resolveEstimators(specs: readonly string[]): Promise<(string | Estimator)[]> {
  const resolved: (string | Estimator)[] = [];
  for (const spec of specs) {
    const plugin = pluginSpec('--estimator', spec);
    const estimator = plugin ? await estimatorPlugin(plugin.path, plugin.parameters) : spec;
    if (typeof estimator !== 'string') checkNew(spec, estimator, resolved);
    resolved.push(estimator);
  }
  return resolved;
}

/** Reports name estimators, and one name must mean one thing. */
function checkNew(spec: string, { name }: Estimator, others: readonly (string | Estimator)[]): void {
  const taken = [...estimatorNames, ...others.map((other) => (typeof other === 'string' ? other : other.name))];
  if (taken.includes(name))
    throw new ArgumentError(
      `--estimator ${spec}: names of estimators must differ, got '${name}' twice - rename yours, with its parameters in the name if there are several of it`,
    );
}
