import { adviceRow } from '../../mdp/advice/advice.js';
import type { Advice } from '../../mdp/advice/advice.js';
import { type Advised, isAdvised } from '../../mdp/advice/advised.js';
import { advisedPolicy } from '../../mdp/advice/advisedPolicy.js';
import type { Policy } from '../../mdp/policy.js';

/**
 * The clinicians who wrote a log, had they followed advice T.
 *
 * In the log nobody advised: what was done at step t, a_t in s_t, is what the clinician was about to do, i_t. Write that
 * choice as a function of what it depends on and a noise of its own, i = g(mu(. | s), V_t), with V_t independent of the
 * noises of the moves. Given the log, V_t is among those with g(mu(. | s_t), V_t) = a_t. Had advice been followed, the
 * clinician in state s~_t would have been about to do g(mu(. | s~_t), V_t), and with a draw of its own the advice would
 * have made of it
 *
 *     s~_t = s_t:   T[s_t, a_t, .]                   the intention is that of the log, whatever g is
 *     s~_t ≠ s_t:   Σ_i mu(i | s~_t) T[s~_t, i, .]   the log does not tell the intention
 *     the log has ended, or has nothing to go by at the step: as in the second line
 *
 * The first line needs no more than that the intention depends on the state alone. The second takes g for one whose
 * choices in different states are independent: how a clinician would have chosen elsewhere is no more in the log than
 * how a patient would have fared, and this is the least that can be supposed. So the counterfactual stays a Markov
 * chain, and advice that leaves alone gives back the log.
 *
 * Where the clinician saw more than the states, as of sepsis whether a patient is diabetic, what the log tells of that
 * is left out of the second line: mu(. | s~) is then a mean over all patients in s~.
 */
export interface AdvisedClinician extends Advised {
  /** mu, over the states of the model: where the log does not tell what the clinician was about to do. */
  readonly clinician: Policy;
}

/** What acts in a counterfactual, as loops ask for it. */
export interface Choices {
  /** What is done where nothing is observed. */
  readonly policy: Policy;
  readonly advice: Advice | undefined;
}

/** @throws ArgumentError if advice and clinician do not fit each other */
export function choicesOf(acting: Policy | AdvisedClinician): Choices {
  return isAdvised(acting)
    ? { policy: advisedPolicy(acting.clinician, acting.advice), advice: acting.advice }
    : { policy: acting, advice: undefined };
}

/**
 * Probability of an action in a state while the log is in row `observedRow` of the model, (s_t, a_t); undefined where
 * nothing is observed.
 */
export function shareOf({ policy, advice }: Choices, observedRow: number | undefined, row: number): number {
  const { nActions } = policy;
  if (!advice || observedRow === undefined) return policy.probability[row];
  const state = Math.floor(observedRow / nActions);
  if (Math.floor(row / nActions) !== state) return policy.probability[row];
  return advice.probability[adviceRow(advice, state, observedRow % nActions) + (row % nActions)];
}

/** Whether the log tells something of the choice in a state, while it is in that row. */
export function isIntended({ policy, advice }: Choices, observedRow: number, state: number): boolean {
  return advice !== undefined && Math.floor(observedRow / policy.nActions) === state;
}
