import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import { estimators } from '../../ope/estimators/registry.js';
import type { OpeProblem } from './opeProblem.js';
import type { Truths } from './opeReport.js';

/** The exact value of what each estimator estimates, where the environment of the log tells it. */
export function truthsOf(
  { truth, target, behaviourPolicy }: OpeProblem,
  { horizon, discount, estimates }: Pick<OffPolicyResult, 'horizon' | 'discount' | 'estimates'>,
): Truths {
  if (!truth) return {};
  const exact = {
    target: truth(target, horizon, discount),
    'behaviour policy': behaviourPolicy && truth(behaviourPolicy, horizon, discount),
    'no horizon': discount < 1 ? truth(target, Infinity, discount) : undefined,
  };
  const entries = estimates.map(({ estimator: name }) => {
    const estimand = estimators.find((estimator) => estimator.name === name)?.estimand ?? 'target';
    return [name, exact[estimand]];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Truths;
}
