import { DataError } from '../../../core/errors.js';
import { checkKind, kindOfColumns } from '../../read/fileKind.js';
import type { NumberArray } from '../../numpy/numberArray.js';
import { listed } from '../../read/listed.js';
import type { PolicyTable } from './policyTable.js';

/** What a policy is called among other arrays; `expert_policy` in those of ICU-Sepsis. */
const NAMES = ['probability', 'probabilities', 'policy', 'pi', 'expert_policy', 'action', 'actions'];

/**
 * Which array of an archive is the policy: the only one, or the one of such a name.
 *
 * @throws DataError if that cannot be told
 */
export function policyArray(file: string, names: readonly string[]): string {
  if (names.length === 1) return names[0];
  const [found, ...more] = NAMES.filter((name) => names.includes(name));
  if ((found as string | undefined) !== undefined && more.length === 0 && !names.includes('reward')) return found;
  checkKind(file, 'policy', kindOfColumns(names));
  throw new DataError(
    `${file}: must hold one array of a policy (${NAMES.join(', ')}), got ${listed(names)} - save it alone, or under one of these names`,
  );
}

/**
 * A policy's table from an array: probabilities, shape (S, A), or actions, shape (S).
 *
 * @throws DataError for an array of another shape
 */
export function policyFromArray(file: string, { shape, values }: NumberArray): PolicyTable {
  if (shape.length === 1) return { actions: values };
  if (shape.length !== 2)
    throw new DataError(
      `${file}: a policy must be an array of shape (states, actions) or (states), got (${shape.join(', ')})`,
    );
  const [nStates, nActions] = shape;
  return { rows: Array.from({ length: nStates }, (_, s) => values.subarray(s * nActions, (s + 1) * nActions)) };
}
