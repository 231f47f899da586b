import type { Immutable } from 'immer';
import type { StandardSchema } from '../../core/schema/standardSchema.js';
import type { Estimator } from './estimator.js';

/** A kind of estimator with parameters, such as where to clip; one without is an `Estimator` by itself. */
export interface EstimatorDefinition<Parameters extends object = object> {
  /** Tells a definition apart from those of environments and policies; `defineEstimator` sets it. */
  readonly kind?: 'estimator';
  readonly name: string;
  /** One line for a list of estimators. */
  readonly summary: string;
  /** Checks a record of which every field has a default or may be left out; default: there are no parameters. */
  readonly parameters?: StandardSchema<Parameters>;
  /** What each parameter is, where the schema does not say. */
  readonly describe?: Readonly<Partial<Record<keyof Parameters, string>>>;
  /** The estimator with these parameters, already validated. */
  create(parameters: Immutable<Parameters>): Estimator;
}

/**
 * A definition whose `create` knows the types of its parameters from the schema.
 *
 * @returns the same, with its kind
 */
export function defineEstimator<Parameters extends object>(
  definition: EstimatorDefinition<Parameters>,
): EstimatorDefinition {
  return { ...definition, kind: 'estimator' };
}
