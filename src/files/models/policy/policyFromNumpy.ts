import { DataError } from '../../../core/errors.js';
import { checkKind, kindOfColumns } from '../../read/fileKind.js';
import type { NumberArray } from '../../numpy/numberArray.js';
import { listed } from '../../read/listed.js';
import type { PolicySteps, PolicyTable } from './policyTable.js';

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
 * A policy's table from an array: probabilities, shape (S, A), or actions, shape (S); of a policy over time,
 * probabilities, shape (H, S, A).
 *
 * @throws DataError for an array of another shape
 */
export function policyFromArray(file: string, { shape, values }: NumberArray): PolicyTable | PolicySteps {
  if (shape.length === 1) return { actions: values };
  if (shape.length !== 2 && shape.length !== 3)
    throw new DataError(
      `${file}: a policy must be an array of shape (states, actions), (states) or (steps, states, actions), got (${shape.join(', ')})`,
    );
  const [nStates, nActions] = shape.slice(-2);
  const rows = Array.from({ length: values.length / nActions }, (_, row) =>
    values.subarray(row * nActions, (row + 1) * nActions),
  );
  if (shape.length === 2) return { rows };
  return { steps: Array.from({ length: shape[0] }, (_, t) => ({ rows: rows.slice(t * nStates, (t + 1) * nStates) })) };
}
