import { ArgumentError, DataError } from '../../../core/errors.js';
import { listed } from '../../read/listed.js';

/** An array of a model. */
export type ModelArray = 'transitions' | 'rewards' | 'initial' | 'terminal';

/**
 * What the arrays of a model are called: by us, by pymdptoolbox, by ICU-Sepsis, and by habit. The first that is there
 * counts.
 */
const NAMES = {
  transitions: ['transitions', 'P', 'tx_mat', 'T', 'transition_matrix', 'transition'],
  rewards: ['rewards', 'R', 'r_mat', 'reward_matrix', 'reward'],
  initial: ['initial', 'd_0', 'd0', 'mu', 'initial_distribution'],
  terminal: ['terminal', 'terminals', 'terminal_states'],
} as const satisfies Readonly<Record<ModelArray, readonly string[]>>;

/** Names of one's own for the arrays of a model. */
export type ArrayNames = Readonly<Partial<Record<ModelArray, string>>>;

/**
 * Names of one's own as a user gives them.
 *
 * @throws ArgumentError on one for an array that a model has not
 */
export function checkedArrayNames(where: string, names: Readonly<Record<string, string>>): ArrayNames {
  const odd = Object.keys(names).find((name) => !Object.hasOwn(NAMES, name));
  if (odd === undefined) return names;
  throw new ArgumentError(
    `${where}: must name one of ${Object.keys(NAMES).join(', ')}, got '${odd}' - write it as transitions=NAME`,
  );
}

/**
 * The name under which an archive holds one of the arrays of a model, or undefined.
 *
 * @param own goes before the names that are looked for; it need not be there
 */
export function arrayName(names: readonly string[], array: ModelArray, own: ArrayNames = {}): string | undefined {
  return own[array] ?? NAMES[array].find((name) => names.includes(name));
}

/**
 * As `arrayName`.
 *
 * @throws DataError listing the names that are looked for
 */
export function needArrayName(file: string, names: readonly string[], array: ModelArray, own: ArrayNames = {}): string {
  const found = arrayName(names, array, own);
  if (found !== undefined) return found;
  throw new DataError(
    `${file}: must have an array of ${array} (${NAMES[array].join(', ')}), got ${listed(names)} - save it under one of these names, or name it (--array ${array}=NAME)`,
  );
}

/** @throws DataError if an archive has no array of a name of one's own */
export function checkOwnNames(file: string, names: readonly string[], own: ArrayNames): void {
  for (const [array, name] of Object.entries(own))
    if (!names.includes(name))
      throw new DataError(
        `${file}: must have the array '${name}' of ${array}, got ${listed(names)} - name one of these`,
      );
}
