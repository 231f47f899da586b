import { checkActs } from '../../mdp/checkPolicyActs.js';
import { checkSameSpace } from '../../mdp/checkSameSpace.js';
import type { Mdp } from '../../mdp/mdp.js';
import { isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { type ObservedModel, type UnmodelledRule, observedModel } from '../chain/observedModel.js';
import { checkTrajectoriesFit } from '../checkProblem.js';
import { observedProblem } from '../observedProblem.js';
import type { Choices } from '../rows/choices.js';
import { type CounterfactualRows, counterfactualRows } from '../rows/counterfactualRows.js';
import { policyRows } from '../rows/policyRows.js';
import { type Acting, type ActsByStep, isByStep } from './acting.js';
import { actsOverTime } from './actsOverTime.js';
import { checkedAfter } from './checkedAfter.js';

/** A log in a model's terms, and what acts at each step of its counterfactuals. */
export interface ActingProblem extends ObservedModel {
  /** What acts at every step, where that is the same. */
  readonly choices?: Choices;
  /** What acts at step t of an episode, or after its log. */
  choicesAt(episode: number, t: number): Choices;
  /** What acts at step t after the log of any episode. */
  readonly policyAfter: (t: number) => Policy;
  /**
   * Rows at step t of an episode, until others are asked for; computed once, for as long as there is room in `bytes`.
   *
   * @param isKept see `counterfactualRows`; policies that change from step to step share more than that tells, and keep all
   */
  rows(
    mechanism: CompleteMechanism,
    bytes: number,
    isKept?: (observedEntry: number) => boolean,
  ): (episode: number, t: number) => CounterfactualRows;
  /** @throws ArgumentError where what acts at a step of an episode cannot in that state */
  checkActs(episode: number, t: number, state: number): void;
  /** Likewise from a state on in which the log leaves a run at step t. */
  checkActsAfter(t: number, state: number, horizon: number): void;
}

/**
 * The steps of a log in a model's terms, once all fits: see `observedProblem`. What acts by the step is checked where it
 * acts: whether it can in all states that it could lead to is not known before.
 *
 * @param where opens the message of an error
 * @throws as `observedProblem`; ArgumentError, here or in use, where a policy of a step does not fit the model
 */
export function actingProblem(
  where: string,
  trajectories: Trajectories,
  model: Mdp,
  acting: Acting,
  rule: UnmodelledRule | undefined,
): ActingProblem {
  if (isOverTime(acting)) {
    checkSameSpace(where, 'policy', acting, model);
    return byStepProblem(where, trajectories, model, actsOverTime(acting, where), rule);
  }
  return isByStep(acting)
    ? byStepProblem(where, trajectories, model, acting, rule)
    : stationaryProblem(where, trajectories, model, acting, rule);
}

/** All is known, and checked, before the first step. */
function stationaryProblem(...[where, trajectories, model, acting, rule]: StationaryArguments): ActingProblem {
  const observed = observedProblem(where, trajectories, model, acting, rule);
  const { choices } = observed;
  return {
    ...observed,
    choicesAt: () => choices,
    policyAfter: () => choices.policy,
    rows(mechanism, bytes, isKept) {
      const rows = counterfactualRows(observed.mdp, choices, mechanism, bytes, isKept);
      return () => rows;
    },
    checkActs: () => undefined,
    checkActsAfter: () => undefined,
  };
}

type StationaryArguments = Parameters<typeof observedProblem>;

function byStepProblem(
  where: string,
  trajectories: Trajectories,
  model: Mdp,
  acting: ActsByStep,
  rule: UnmodelledRule | undefined,
): ActingProblem {
  checkSameSpace(where, 'policy', acting, model);
  checkTrajectoriesFit(where, trajectories, model);
  const observed = observedModel(model, trajectories, rule);
  const { mdp } = observed;
  const known = new WeakSet<Policy>();
  const fitting = (policy: Policy, t: number): Policy => {
    if (!known.has(policy)) checkSameSpace(`${where}: step ${t}`, 'policy', policy, model);
    known.add(policy);
    return policy;
  };
  const policyAfter = (t: number): Policy => fitting(acting.policyAt(t, undefined), t);
  const policyOf = (e: number, t: number): Policy => {
    const i = trajectories.episodeStart[e] + t;
    if (i >= trajectories.episodeStart[e + 1]) return policyAfter(t);
    const logged = { state: trajectories.state[i], action: trajectories.action[i], skipped: observed.isSkipped(i) };
    return fitting(acting.policyAt(t, logged), t);
  };
  const when = (e: number, t: number): string => ` at t = ${t} of episode ${episodeName(trajectories, e)}`;
  return {
    ...observed,
    choicesAt: (e, t) => ({ policy: policyOf(e, t), advice: undefined }),
    policyAfter,
    rows(mechanism, bytes) {
      const rowsOf = policyRows(mdp, mechanism, bytes);
      return (e, t) => rowsOf(where, policyOf(e, t), when(e, t));
    },
    checkActs(e, t, state) {
      checkActs(where, policyOf(e, t), mdp, state, when(e, t));
    },
    checkActsAfter: checkedAfter(where, mdp, policyAfter),
  };
}
