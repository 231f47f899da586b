import type { EnvDefinition } from '../../envs/registry.js';
import type { Estimator } from '../ope/estimators/estimator.js';

/**
 * What a user adds to what is built in, by the names that a specification has for it: code, which cannot be part of the
 * specification, as that is data.
 */
export interface Plugins {
  /** Default none. */
  readonly envs?: readonly EnvDefinition[];
  /** Default none. */
  readonly estimators?: readonly Estimator[];
}
