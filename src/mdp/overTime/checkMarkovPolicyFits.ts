import { checkActsIn, checkPolicyDefined, hasImpossiblePairs, initialStates } from '../checkPolicyActs.js';
import { type LoggedStates, checkPolicyFits } from '../checkPolicyFits.js';
import { type StatesAndActions, checkSameSpace } from '../checkSameSpace.js';
import type { Mdp } from '../mdp.js';
import { checkSteps } from './checkPolicyOverTime.js';
import { policyAtStep } from './policyAtStep.js';
import { type MarkovPolicy, type PolicyOverTime, isOverTime } from './policyOverTime.js';

/**
 * `checkPolicyFits` for a policy that may go by the step: it must say what to do at each of the steps, in the states
 * that it can reach by then, or that a log visits then.
 *
 * @param steps how many, from the start of a run, or Infinity
 * @throws ArgumentError as `checkPolicyFits`; naming both numbers of steps where there are more than the policy has
 *
 * Cost that of `checkPolicyFits`, at each step.
 */
export function checkMarkovPolicyFits(
  where: string,
  policy: MarkovPolicy,
  model: StatesAndActions | Mdp | LoggedStates,
  steps: number,
): void {
  if (!isOverTime(policy)) {
    checkPolicyFits(policy, model, where);
    return;
  }
  checkSameSpace(where, 'policy', policy, model);
  checkSteps(where, policy, steps);
  if ('terminal' in model) checkActsOverTime(where, policy, model, steps);
  if ('episodeStart' in model) checkDefinedAlong(where, policy, model);
}

/**
 * Checks that wherever a policy over time can lead in a model by a step it says what to do, and takes only actions that
 * are possible: see `checkPolicyActs`.
 *
 * @param startsAt states in which runs begin at a step; default those in which runs of the model begin, at step 0
 * @throws ArgumentError naming the state and step where the policy says nothing, or does what is not possible
 */
export function checkActsOverTime(
  where: string,
  policy: PolicyOverTime,
  mdp: Mdp,
  steps: number,
  startsAt: (t: number) => Iterable<number> = (t) => (t === 0 ? initialStates(mdp) : []),
): void {
  if (!policy.undefinedRows && !hasImpossiblePairs(mdp)) return;
  let now = new Uint8Array(mdp.nStates);
  for (let t = 0; t < steps; t++) {
    for (const s of startsAt(t)) now[s] = 1;
    const next = new Uint8Array(mdp.nStates);
    const policyNow = policyAtStep(policy, t);
    for (let s = 0; s < mdp.nStates; s++)
      if (now[s] === 1 && mdp.terminal[s] === 0)
        checkActsIn(where, policyNow, mdp, s, (reached) => (next[reached] = 1), ` at step ${t}`);
    now = next;
  }
}

function checkDefinedAlong(where: string, policy: PolicyOverTime, { episodeStart, state }: LoggedStates): void {
  if (!policy.undefinedRows) return;
  for (let e = 0; e + 1 < episodeStart.length; e++)
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++) {
      const t = i - episodeStart[e];
      checkPolicyDefined(where, policyAtStep(policy, t), [state[i]], `which the log visits at step ${t}`);
    }
}
