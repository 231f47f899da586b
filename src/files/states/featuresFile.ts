import type { FeatureEnds } from '../../states/featureStates.js';
import type { FeatureTable } from '../../states/fitStates.js';

export interface FeaturesFile extends FeatureTable {
  /** The outcomes of the runs, if a column of them was asked for. */
  readonly ends?: FeatureEnds;
  /** Rows without any of the features, which are left out, as those that say how a run ended. */
  readonly nEmpty: number;
  /** Shape (d): missing values of each column in the rows that are not. */
  readonly nMissing: Uint32Array;
}
