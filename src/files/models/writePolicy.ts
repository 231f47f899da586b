import { ArgumentError } from '../../core/errors.js';
import { type Policy, checkPolicy } from '../../mdp/policy.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { jsonPieces } from '../json/jsonPieces.js';
import type { Provenance } from '../provenance.js';

/**
 * Writes a policy to a JSON file, as `readPolicy` reads it: every number comes back the same, bit for bit. A
 * deterministic one is written as its `action` in each state, any other as rows of `probability`.
 *
 * @param path `-` is standard output
 * @param extra more fields, such as the value of each state; typed arrays become lists
 * @throws ArgumentError if the policy is not well formed or an extra field has the name of one of its own; DataError if
 *   the file cannot be written
 */
export async function writePolicy(
  path: string,
  policy: Policy,
  provenance: Provenance,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  checkPolicy(policy, 'writePolicy');
  const { nStates, nActions, space, states, actions, ends, discount } = policy;
  const content = {
    couplet: provenance,
    nStates,
    nActions,
    space,
    states,
    actions,
    ends,
    discount,
    ...choices(policy),
  };
  const taken = ['action', 'probability', ...Object.keys(content)].find((name) => Object.hasOwn(extra, name));
  if (taken !== undefined) throw new ArgumentError(`writePolicy: extra must have names of its own, got '${taken}'`);
  await atomicWrite(path, jsonPieces({ ...content, ...extra }));
}

/** A state in which the policy does not say what to do is null. */
function choices({ nStates, nActions, probability, undefinedRows }: Policy): Readonly<Record<string, unknown>> {
  const rows = Array.from({ length: nStates }, (_, s) =>
    undefinedRows?.[s] === 1 ? null : probability.subarray(s * nActions, (s + 1) * nActions),
  );
  const action = rows.map((row) => row && row.indexOf(1));
  // Exactly: a row such as (1, 1e-12) also passes for one that sums to 1.
  const deterministic = rows.every((row, s) => row?.every((p, a) => p === (a === action[s] ? 1 : 0)) ?? true);
  return deterministic ? { action } : { probability: rows };
}
