import { isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import type { Estimator } from '../../ope/estimators/estimator.js';
import { estimators as registered } from '../../ope/estimators/registry.js';
import type { OpeProblem } from './opeProblem.js';
import type { Truths } from './opeReport.js';

/**
 * The exact value of what each estimator estimates, where the environment of the log tells it.
 *
 * @param asked those of the user's own among others; names are looked up
 */
export function truthsOf(
  { truth, acting, behaviourPolicy }: Pick<OpeProblem, 'truth' | 'acting' | 'behaviourPolicy'>,
  { horizon, discount, estimates }: Pick<OffPolicyResult, 'horizon' | 'discount' | 'estimates'>,
  asked: readonly (string | Estimator)[] = [],
): Truths {
  if (!truth) return {};
  const exact = {
    target: acting && truth(acting, horizon, discount),
    'behaviour policy': behaviourPolicy && truth(behaviourPolicy, horizon, discount),
    'no horizon': acting && !isOverTime(acting) && discount < 1 ? truth(acting, Infinity, discount) : undefined,
  };
  const known = [...registered, ...asked.filter((each) => typeof each !== 'string')];
  const entries = estimates.map(({ estimator: name }) => {
    const estimand = known.find((estimator) => estimator.name === name)?.estimand ?? 'target';
    return [name, exact[estimand]];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Truths;
}
