import { ArgumentError } from '../../core/errors.js';
import { checkMarkovPolicy } from '../../mdp/overTime/checkPolicyOverTime.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import { atomicWrite } from '../write/atomicWrite.js';
import { jsonPieces } from '../json/jsonPieces.js';
import type { Provenance } from '../provenance.js';
import { OVER_TIME_FORMAT, OVER_TIME_VERSION } from './policyOverTimeFormat.js';

/**
 * Writes a policy to a JSON file, as `readPolicy` reads it, or one over time as `readMarkovPolicy` does: every number
 * comes back the same, bit for bit. A deterministic one is written as its `action` in each state, any other as rows of
 * `probability`; one over time as a list of these for each step.
 *
 * @param path `-` is standard output
 * @param extra more fields, such as the value of each state; typed arrays become lists
 * @throws ArgumentError if the policy is not well formed or an extra field has the name of one of its own; DataError if
 *   the file cannot be written
 */
export async function writePolicy(
  path: string,
  policy: MarkovPolicy,
  provenance: Provenance,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  checkMarkovPolicy(policy, 'writePolicy');
  const { nStates, nActions, space, states, actions, ends, discount } = policy;
  const content = {
    couplet: provenance,
    ...(isOverTime(policy) && { format: OVER_TIME_FORMAT, version: OVER_TIME_VERSION, horizon: policy.horizon }),
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

function choices(policy: MarkovPolicy): Readonly<Record<string, unknown>> {
  if (!isOverTime(policy)) {
    const rows = rowsOf(policy);
    const action = actionsOf(rows);
    return action ? { action } : { probability: rows };
  }
  const probability = Array.from({ length: policy.horizon }, (_, t) => rowsOf(policyAtStep(policy, t)));
  const action = probability.map(actionsOf);
  return action.every((step) => step) ? { action } : { probability };
}

/** A state in which the policy does not say what to do is null. */
function rowsOf({ nStates, nActions, probability, undefinedRows }: Policy): (Float64Array | null)[] {
  return Array.from({ length: nStates }, (_, s) =>
    undefinedRows?.[s] === 1 ? null : probability.subarray(s * nActions, (s + 1) * nActions),
  );
}

/** The action of each row; undefined where a row has none that is certain. */
function actionsOf(rows: readonly (Float64Array | null)[]): (number | null)[] | undefined {
  const action = rows.map((row) => row && row.indexOf(1));
  // Exactly: a row such as (1, 1e-12) also passes for one that sums to 1.
  return rows.every((row, s) => row?.every((p, a) => p === (a === action[s] ? 1 : 0)) ?? true) ? action : undefined;
}
