import type { PolicyDefinition } from '../../../../policies/registry.js';
import { ArgumentError } from '../../../core/errors.js';
import { authorsCall } from '../../../core/plugins/authorsCall.js';
import { inFewWords } from '../../../core/plugins/inFewWords.js';
import { readPlugin } from '../../../files/index.js';
import type { Mdp } from '../../../mdp/mdp.js';
import { type Policy, checkPolicy } from '../../../mdp/policy.js';
import type { Trajectories } from '../../../trajectories/trajectories.js';
import { checkDefinition } from './pluginDefinition.js';

/**
 * The policy that a module exports: a definition, or a policy itself, which then stands for every model and log.
 *
 * @throws DataError if the module holds none
 */
export async function policyPlugin(path: string): Promise<PolicyDefinition> {
  const exported = await readPlugin(path, 'policy');
  if ('probability' in exported) return fixedPolicy(path, exported as Policy);
  checkDefinition(path, exported, ['create', 'estimate']);
  const definition = exported as PolicyDefinition;
  const { name } = definition;
  const guarded = (way: string, from: Mdp | Trajectories, make: () => Policy): Policy =>
    guardPolicy(`policy ${name}: ${way}`, authorsCall(`policy ${name}: ${way}`, make), from);
  return {
    ...definition,
    ...('create' in definition && {
      create: (mdp: Mdp, parameters: object) => guarded('create', mdp, () => definition.create!(mdp, parameters)),
    }),
    ...('estimate' in definition && {
      estimate: (log: Trajectories, parameters: object) =>
        guarded('estimate', log, () => definition.estimate!(log, parameters)),
    }),
  };
}

function fixedPolicy(path: string, policy: Policy): PolicyDefinition {
  const checked = guardPolicy(path, policy, policy);
  return { name: path, summary: 'a fixed policy', create: () => checked, estimate: () => checked };
}

/** @param sizes of what the policy was made for */
function guardPolicy(
  where: string,
  policy: Policy,
  { nStates, nActions }: Pick<Policy, 'nStates' | 'nActions'>,
): Policy {
  if (typeof policy !== 'object' || !((policy as Policy | null)?.probability instanceof Float64Array))
    throw new ArgumentError(
      `${where} must give a policy, { nStates, nActions, probability } with a Float64Array of S × A probabilities, got ${inFewWords((policy as Partial<Policy> | null | undefined)?.probability ?? policy)}`,
    );
  if (policy.nStates !== nStates || policy.nActions !== nActions)
    throw new ArgumentError(
      `${where} must give a policy over ${nStates} states and ${nActions} actions, got ${policy.nStates} and ${policy.nActions}`,
    );
  checkPolicy(policy, where);
  return policy;
}
