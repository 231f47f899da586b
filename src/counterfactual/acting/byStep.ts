import { type Advice, adviceRow } from '../../mdp/advice/advice.js';
import { isAdvised } from '../../mdp/advice/advised.js';
import type { Policy } from '../../mdp/policy.js';
import { isOverTime } from '../../mdp/overTime/policyOverTime.js';
import { choicesOf } from '../rows/choices.js';
import { type Acting, type ActsByStep, type LoggedPair, isByStep } from './acting.js';
import { actsOverTime } from './actsOverTime.js';

/**
 * Whatever acts, as a policy for each step; what acts by the step already is itself.
 *
 * @throws ArgumentError if advice and clinician do not fit each other
 */
export function byStep(acting: Acting): ActsByStep {
  if (isByStep(acting)) return acting;
  if (isOverTime(acting)) return actsOverTime(acting);
  const { policy } = choicesOf(acting);
  const { nStates, nActions } = policy;
  if (!isAdvised(acting)) return { nStates, nActions, policyAt: () => policy };
  const intended = new Map<number, Policy>();
  return {
    nStates,
    nActions,
    policyAt(_t, logged) {
      if (!logged || logged.skipped) return policy;
      const pair = logged.state * nActions + logged.action;
      const known = intended.get(pair) ?? withIntention(policy, acting.advice, logged);
      intended.set(pair, known);
      return known;
    },
  };
}

/** In the state of the log, what advice makes of the logged action. */
function withIntention(policy: Policy, advice: Advice, { state, action }: LoggedPair): Policy {
  const from = adviceRow(advice, state, action);
  const probability = policy.probability.slice();
  probability.set(advice.probability.subarray(from, from + policy.nActions), state * policy.nActions);
  return { ...policy, probability };
}
