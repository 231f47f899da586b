import { DataError } from '../../../core/errors.js';
import { listed } from '../../read/listed.js';

/**
 * What the arrays of a model are called: by us, by pymdptoolbox, by ICU-Sepsis, and by habit. The first that is there
 * counts.
 */
const NAMES = {
  transitions: ['transitions', 'P', 'tx_mat', 'T', 'transition_matrix', 'transition'],
  rewards: ['rewards', 'R', 'r_mat', 'reward_matrix', 'reward'],
  initial: ['initial', 'd_0', 'd0', 'mu', 'initial_distribution'],
  terminal: ['terminal', 'terminals', 'terminal_states'],
} as const;

export type ModelArray = keyof typeof NAMES;

/** The name under which an archive holds one of the arrays of a model, or undefined. */
export function arrayName(names: readonly string[], array: ModelArray): string | undefined {
  return NAMES[array].find((name) => names.includes(name));
}

/**
 * As `arrayName`.
 *
 * @throws DataError listing the names that are looked for
 */
export function needArrayName(file: string, names: readonly string[], array: ModelArray): string {
  const found = arrayName(names, array);
  if (found !== undefined) return found;
  throw new DataError(
    `${file}: must have an array of ${array} (${NAMES[array].join(', ')}), got ${listed(names)} - save it under one of these names`,
  );
}
