import { md5 } from '../core/md5.js';

/** A feature of which states are made, and how its values are put on the scale of the centres. */
export interface FeatureColumn {
  readonly name: string;
  /** Whether its logarithm is taken first. */
  readonly log: boolean;
  /** Of the values, or their logarithms, that the states were found in. */
  readonly mean: number;
  /** Their standard deviation, > 0. */
  readonly scale: number;
}

/**
 * States that features fall into: the state of a row is the number of the centre that is nearest to its z-scores
 *
 *     z = (x − mean)/scale,    or (log x − mean)/scale
 *
 * Plain data, as a file has it.
 */
export interface FeatureStates {
  /** Shape (d). */
  readonly columns: readonly FeatureColumn[];
  /** What a missing value is: an error, or the mean, z = 0. */
  readonly missing: MissingRule;
  /** Shape (K, d): z-scores. */
  readonly centres: readonly (readonly number[])[];
  /** How runs end, by a column of outcomes: the outcome of `names[i]` is state K + i. */
  readonly ends?: FeatureEnds;
}

/** How the names of spaces of such states begin. */
export const FEATURE_SPACE = 'features-';

export type MissingRule = 'refuse' | 'mean';

export interface FeatureEnds {
  readonly column: string;
  readonly names: readonly string[];
}

/**
 * The name of the space that such states are: one for each choice of columns, scales, centres and ends, so that whatever is
 * over other states is refused wherever spaces are compared.
 *
 * Cost O(K · d).
 */
export function featureSpaceName({ columns, missing, centres, ends }: FeatureStates): string {
  const content = JSON.stringify([
    columns.map(({ name, log, mean, scale }) => [name, log, mean, scale]),
    missing,
    centres,
    ends ? [ends.column, ends.names] : [],
  ]);
  const [a, b] = md5(content);
  return `${FEATURE_SPACE}${[a, b].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')}`;
}
