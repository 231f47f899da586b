import { ArgumentError } from '../../core/errors.js';
import type { Policy } from '../../mdp/policy.js';
import type { Acting, ActsByStep } from '../acting/acting.js';
import { byStep } from '../acting/byStep.js';

/** What is done in a run in place of what was. */
export interface Plan {
  /**
   * The step from which the target acts: 0 from the start; at the length of an episode or later, after its log only.
   */
  readonly takeOver: number;
  /** Steps at which one action is taken, whoever acts. */
  readonly actions: ReadonlyMap<number, number>;
}

/**
 * What acts by a plan, in whatever state a run is:
 *
 *     the action that the plan names for step t, where it names one
 *     the logged action, before the target takes over
 *     the target, from then on and after the log
 *
 * @param target a policy, or clinicians who follow advice, or what goes by the step itself
 * @param plan `takeOver` may be Infinity, and lie behind the end of an episode
 * @returns what `evaluateCounterfactual`, `counterfactualBounds` and their kin take
 * @throws ArgumentError on a step or an action that there cannot be
 *
 * @example
 * // All as it was, for every patient: what happened.
 * const mdp = createEnv('chain').exactModel!();
 * const log = simulate(createRng(1), mdp, uniform(3, 2), { episodes: 10, horizon: 6 });
 * const asLogged = planned(uniform(3, 2), { takeOver: Infinity, actions: new Map() });
 * const { effect } = evaluateCounterfactual(log, mdp, asLogged, completeMechanism(gumbelMax()));
 * effect.every((change) => Math.abs(change) < 1e-12) // true
 */
export function planned(target: Acting, plan: Plan): ActsByStep {
  return planner(target)(plan);
}

/** `planned` for many plans of one target, which share what is computed for a policy. */
export function planner(target: Acting): (plan: Plan) => ActsByStep {
  const acts = byStep(target);
  const { nStates, nActions } = acts;
  const always = Array.from({ length: nActions }, (_, a) => constantPolicy(nStates, nActions, a));
  return ({ takeOver, actions }) => {
    checkStep('takeOver', takeOver, true);
    for (const [t, a] of actions) {
      checkStep('a step of actions', t, false);
      if (!(Number.isInteger(a) && a >= 0 && a < nActions))
        throw new ArgumentError(`plan: the action at step ${t} must be from 0 to ${nActions - 1}, got ${a}`);
    }
    return {
      nStates,
      nActions,
      policyAt(t, logged) {
        const named = actions.get(t) ?? (t < takeOver ? logged?.action : undefined);
        return named === undefined ? acts.policyAt(t, logged) : always[named];
      },
    };
  };
}

function checkStep(what: string, t: number, orNever: boolean): void {
  if (!((Number.isInteger(t) && t >= 0) || (orNever && t === Infinity)))
    throw new ArgumentError(`plan: ${what} must be an integer ≥ 0${orNever ? ', or Infinity' : ''}, got ${t}`);
}

/** The policy that takes one action in every state. */
function constantPolicy(nStates: number, nActions: number, action: number): Policy {
  const probability = new Float64Array(nStates * nActions);
  for (let s = 0; s < nStates; s++) probability[s * nActions + action] = 1;
  return { nStates, nActions, probability };
}
