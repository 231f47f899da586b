import { ArgumentError } from '../../core/errors.js';
import type { Env } from '../../mdp/env.js';
import type { OverStates } from '../../mdp/checkSameSpace.js';

/**
 * The space of an environment that a policy, or advice, is over: the one that it names, else the finest of its size.
 *
 * @throws ArgumentError if it names none and none has its size
 */
export function policySpace(env: Env, policy: OverStates): string {
  const space = policy.space ?? env.spaces.find(({ nStates }) => nStates === policy.nStates)?.name;
  if (space !== undefined) return space;
  throw new ArgumentError(
    `the policy, or advice, must be over one of the spaces of env ${env.name} (${env.spaces.map(({ name, nStates }) => `${name}: ${nStates}`).join(', ')}), got ${policy.nStates} states`,
  );
}
