import { definedParameters } from '../../../core/schema/definedParameters.js';
import { authorsCall } from '../../../core/plugins/authorsCall.js';
import { readPlugin } from '../../../files/index.js';
import type { Estimator } from '../../../ope/estimators/estimator.js';
import type { EstimatorDefinition } from '../../../ope/estimators/estimatorDefinition.js';
import { guardEstimator } from '../../../ope/estimators/guardEstimator.js';
import { checkDefinition } from './pluginDefinition.js';

/**
 * The estimator that a module exports: an estimator itself, or a definition with parameters.
 *
 * @throws DataError if the module holds none; ArgumentError if it lacks something, or for parameters that there are not
 */
export async function estimatorPlugin(
  path: string,
  parameters: Readonly<Record<string, unknown>> = {},
): Promise<Estimator> {
  const exported = await readPlugin(path, 'estimator');
  checkDefinition(path, exported, ['create', 'estimate']);
  const where = `estimator ${exported.name}`;
  if (!('create' in exported)) {
    definedParameters(where, {}, parameters);
    return guardEstimator(exported as Estimator);
  }
  const definition = exported as EstimatorDefinition;
  const chosen = definedParameters(where, definition, parameters);
  return guardEstimator(authorsCall(`${where}: create`, () => definition.create(chosen)));
}
