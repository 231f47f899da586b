import { createPolicy, policies } from '../../policies/registry.js';
import { softened } from '../../policies/softened.js';
import { ArgumentError } from '../core/errors.js';
import { readPolicy } from '../files/index.js';
import type { Mdp } from '../mdp/mdp.js';
import type { Policy } from '../mdp/policy.js';
import { keyValues } from './keyValues.js';

/**
 * The policy that a command line names.
 *
 * @param spec a registered name, with parameters after a colon (`physician:form=episodic,epsilon=0.1`), or a policy file
 * @param model the model that a named policy is built for
 * @param soften probability of not taking the policy's own choice, on top
 * @throws ArgumentError on an unknown name; DataError on a file that is no policy
 */
export async function resolvePolicy(spec: string, model: () => Mdp, soften = 0): Promise<Policy> {
  const policy = isFile(spec) ? await readPolicy(spec) : namedPolicy(spec, model);
  return soften === 0 ? policy : softened(policy, soften);
}

/** Whether a specification is a path rather than a name: names have neither dots nor slashes. */
export function isFile(spec: string): boolean {
  return /[./\\]/.test(spec.split(':', 1)[0]);
}

function namedPolicy(spec: string, model: () => Mdp): Policy {
  const at = spec.indexOf(':');
  const name = at < 0 ? spec : spec.slice(0, at);
  if (!policies.some((definition) => definition.name === name))
    throw new ArgumentError(
      `--policy: must be a file or one of ${policies.map((definition) => definition.name).join(', ')}, got '${spec}'`,
    );
  return createPolicy(name, model(), at < 0 ? {} : keyValues('--policy', spec.slice(at + 1).split(',')));
}
