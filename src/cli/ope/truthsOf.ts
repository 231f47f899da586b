import type { OffPolicyResult } from '../../ope/offPolicyEvaluation.js';
import type { OpeProblem } from './opeProblem.js';
import type { Truths } from './opeReport.js';

/** Those without a horizon estimate another quantity than the rest. */
const INFINITE: readonly string[] = ['dm-infinite', 'dualdice'];

/** The exact value of what each estimator estimates, where the environment of the log tells it. */
export function truthsOf(
  { truth, target, behaviourPolicy }: OpeProblem,
  { horizon, discount, estimates }: Pick<OffPolicyResult, 'horizon' | 'discount' | 'estimates'>,
): Truths {
  if (!truth) return {};
  const names = estimates.map(({ estimator }) => estimator);
  const value = truth(target, horizon, discount);
  const infinite =
    INFINITE.some((name) => names.includes(name)) && discount < 1 ? truth(target, Infinity, discount) : undefined;
  const onPolicy = behaviourPolicy && truth(behaviourPolicy, horizon, discount);
  const entries = names.map((name) => [
    name,
    name === 'on-policy' ? onPolicy : INFINITE.includes(name) ? infinite : value,
  ]);
  return Object.fromEntries(entries.filter(([, exact]) => exact !== undefined)) as Truths;
}
