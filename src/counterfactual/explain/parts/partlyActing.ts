import type { Policy } from '../../../mdp/policy.js';
import type { ActsByStep } from '../../acting/acting.js';
import { perPolicy } from '../../chain/perPolicy.js';
import type { Combination } from './combinations.js';

/**
 * What acts as the target does in some parts of its actions, and in the others as was logged at the same step, in
 * whatever state a run is. With a draw of its own the target takes a whole action, and those parts of it are taken.
 * After the log the target acts.
 *
 *     e_M(a | s, a_t) = sum over a* of e(a* | s) 1{a has the parts M of a* and the others of a_t}
 *
 * @param set M, by its bits; none of them is what was logged, all are the target
 */
export function partlyActing(target: ActsByStep, combined: Combination, set: number, all: number): ActsByStep {
  const { nStates, nActions } = target;
  // By policy of the target and logged action, which are few.
  const mixed = perPolicy(() => new Array<Policy | undefined>(nActions));
  return {
    nStates,
    nActions,
    policyAt(t, logged) {
      const policy = target.policyAt(t, logged);
      if (!logged || set === all) return policy;
      return (mixed(policy)[logged.action] ??= mixedWith(policy, combined, set, logged.action));
    },
  };
}

function mixedWith(target: Policy, combined: Combination, set: number, logged: number): Policy {
  const { nStates, nActions } = target;
  const probability = new Float64Array(nStates * nActions);
  // Where nothing is the target's, what it would do need not be known.
  if (set === 0) for (let s = 0; s < nStates; s++) probability[s * nActions + logged] = 1;
  else
    for (let row = 0; row < probability.length; row++) {
      const share = target.probability[row];
      if (share === 0) continue;
      const action = row % nActions;
      probability[row - action + combined(set, action, logged)] += share;
    }
  const { undefinedRows } = target;
  return { nStates, nActions, probability, ...(undefinedRows && set !== 0 && { undefinedRows }) };
}
