import { didYouMean } from '../../core/didYouMean.js';
import { ArgumentError } from '../../core/errors.js';
import type { UnmodelledRule } from '../../counterfactual/chain/observedModel.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Estimator } from './estimator.js';
import { aboutCounterfactual, counterfactualEstimator } from './model/counterfactual.js';
import { clippedImportanceSampling } from './importance/clippedImportanceSampling.js';
import { cumulativeDistribution } from './importance/cumulativeDistribution.js';
import { directMethod } from './model/directMethod.js';
import { directMethodInfinite } from './model/directMethodInfinite.js';
import { doublyRobust } from './doublyRobust/doublyRobust.js';
import { dualDice } from './model/dualDice.js';
import { importanceSampling } from './importance/importanceSampling.js';
import { magic } from './doublyRobust/magic.js';
import { marginalizedImportanceSampling } from './importance/marginalizedImportanceSampling.js';
import { onPolicy } from './onPolicy.js';
import { perDecision } from './importance/perDecision.js';
import { weightedDoublyRobust } from './doublyRobust/weightedDoublyRobust.js';
import { weightedImportanceSampling } from './importance/weightedImportanceSampling.js';
import { weightedPerDecision } from './importance/weightedPerDecision.js';

/** The estimators that need nothing but a log and a policy; `cf` needs a mechanism, too. */
export const estimators: readonly Estimator[] = [
  onPolicy,
  importanceSampling,
  weightedImportanceSampling,
  perDecision,
  weightedPerDecision,
  clippedImportanceSampling,
  directMethod,
  directMethodInfinite,
  doublyRobust,
  weightedDoublyRobust,
  magic,
  marginalizedImportanceSampling,
  dualDice,
  cumulativeDistribution,
];

/** All estimators by name, in the order of reports, and what they stand for. */
export const estimatorCatalogue: readonly Pick<Estimator, 'name' | 'summary'>[] = [...estimators, aboutCounterfactual];

export const estimatorNames: readonly string[] = estimatorCatalogue.map(({ name }) => name);

/**
 * The estimator of a name.
 *
 * @param mechanism for `cf`
 * @param options for `cf`: see `counterfactualEstimator`
 * @throws ArgumentError for an unknown name, listing the names, or `cf` without a mechanism
 *
 * @example
 * findEstimator('wis').name // 'wis'
 */
export function findEstimator(
  name: string,
  mechanism?: CompleteMechanism,
  options?: { readonly unmodelled?: UnmodelledRule | undefined },
): Estimator {
  if (name === aboutCounterfactual.name) {
    if (mechanism) return counterfactualEstimator(mechanism, options);
    throw new ArgumentError('ope: estimator cf needs a causal mechanism, got none - give one, such as gumbelMax()');
  }
  const found = estimators.find((estimator) => estimator.name === name);
  if (found) return found;
  throw new ArgumentError(
    `ope: estimators must be among ${estimatorNames.join(', ')}, got '${name}'${didYouMean(name, estimatorNames)}`,
  );
}
