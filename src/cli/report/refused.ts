import { ArgumentError } from '../../core/errors.js';
import { isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { adviceOf } from '../input/adviceOf.js';
import type { ReportedPolicy } from './reportedPolicies.js';
import type { ReportArguments } from './reportArguments.js';

/**
 * Refuses what no page can show, and says what does.
 *
 * @throws ArgumentError for advice, and a run without a last step
 */
export async function refuseAdvice({ policy, round, horizon }: ReportArguments): Promise<void> {
  for (const spec of policy)
    if (await adviceOf(spec, round))
      throw new ArgumentError(
        `--policy ${spec}: a page shows policies over the states, got advice - couplet evaluate has what would have happened had clinicians followed it, couplet ope what it is worth`,
      );
  if (horizon === Infinity)
    throw new ArgumentError(
      '--horizon: a page has a column for each step, got Infinity - give a number; couplet evaluate takes Infinity',
    );
}

/**
 * Refuses a score of the values of a policy where that is not one for all figures.
 *
 * @throws ArgumentError
 */
export function refuseScore(
  { score }: ReportArguments,
  policies: readonly Pick<ReportedPolicy, 'spec' | 'policy'>[],
): void {
  if (score !== 'value') return;
  if (policies.length > 1)
    throw new ArgumentError(
      `--score value: mechanisms order states by the values of one policy, got ${policies.length} policies - make a report of each`,
    );
  const [{ spec, policy }] = policies;
  if (isOverTime(policy))
    throw new ArgumentError(
      `--score value: the policy must do the same at every step, got ${spec}, which goes by the step - leave --score out`,
    );
}
