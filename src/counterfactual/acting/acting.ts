import { type PolicyOverTime, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { AdvisedClinician } from '../rows/choices.js';

/** What the log has at a step of an episode. */
export interface LoggedPair {
  readonly state: number;
  readonly action: number;
  /** Whether the model has no room for the step and the counterfactual draws anew there: see `UnmodelledRule`. */
  readonly skipped: boolean;
}

/**
 * What acts in counterfactuals where it goes by the step, or by what was logged at the step, as well as by the state: a
 * policy for each. The logged action in whatever state is one whose rows are all a point mass at `logged.action`; see
 * also `planned`. A policy over time, which goes by the step alone, is taken as it is.
 * `evaluateCounterfactual`, `counterfactualMarginals`, `sampleCounterfactual` and `counterfactualBounds` take it in place
 * of a policy. The counterfactual stays a Markov chain, as given the log what acts at a step depends on the state alone.
 */
export interface ActsByStep {
  readonly nStates: number;
  readonly nActions: number;
  /**
   * What is done at step t, from 0, in each state that a counterfactual run can be in. It may take actions that are not
   * possible in other states.
   *
   * Where the same is done, return the same record, not a copy: what is computed for a policy is kept by it.
   *
   * @param logged (s_t, a_t) of the episode; undefined once its log has ended
   */
  policyAt(t: number, logged: LoggedPair | undefined): Policy;
}

/** Whatever can act in counterfactuals. */
export type Acting = Policy | PolicyOverTime | AdvisedClinician | ActsByStep;

export function isByStep(acting: Acting): acting is ActsByStep {
  return 'policyAt' in acting;
}

/** Whether what acts depends on the step: then it has no end to look to without a horizon. */
export function goesByStep(acting: Acting): boolean {
  return isByStep(acting) || isOverTime(acting);
}
