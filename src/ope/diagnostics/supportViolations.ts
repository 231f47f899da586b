import { adviceRow } from '../../mdp/advice/advice.js';
import type { Policy } from '../../mdp/policy.js';
import type { Study } from '../study/study.js';
import { type Labels, pairLabel } from './labels.js';

/**
 * A state that the log visits and an action there that the target policy can take and the behaviour policy cannot, or,
 * where that is not known, the log does not have.
 */
export interface SupportViolation {
  readonly state: number;
  readonly action: number;
  readonly label: string;
  /** Steps of the log in that state. */
  readonly visits: number;
  readonly targetProbability: number;
}

/**
 * Where the target policy leaves the support of the behaviour policy: as far as that is known, else of the log.
 *
 * @returns in order of visits, most first
 *
 * Cost O(steps + S·A), with full vectors of probabilities O(steps·A).
 */
export function supportViolations(study: Study, labels: Labels): SupportViolation[] {
  const { log, target, behaviourPolicy } = study;
  const { nStates, nActions, state, propensities } = log;
  const visits = new Float64Array(nStates);
  for (const s of state) visits[s] += 1;
  // Where a full vector varies from step to step, an action counts as excluded where it is excluded once.
  const excluded = new Uint8Array(nStates * nActions);
  if (behaviourPolicy) behaviourPolicy.probability.forEach((chance, row) => (excluded[row] = chance > 0 ? 0 : 1));
  else if (propensities && study.behaviour === 'known') {
    for (let i = 0; i < state.length; i++)
      for (let a = 0; a < nActions; a++)
        if (propensities[i * nActions + a] === 0 && isAdvisedTo(study, i, a)) excluded[state[i] * nActions + a] = 1;
  } else {
    excluded.fill(1);
    for (const row of study.transitions().rows) excluded[row] = 0;
  }
  return violationsOf(target, { visits, excluded }, labels);
}

/**
 * The same from what of a log they rest on.
 *
 * @param visits shape (S): steps of the log in each state
 * @param excluded shape (S·A): 1 for what the behaviour policy cannot take, or the log does not have
 */
export function violationsOf(
  target: Policy,
  { visits, excluded }: { readonly visits: Float64Array; readonly excluded: Uint8Array },
  labels: Labels,
): SupportViolation[] {
  const { nStates, nActions } = target;
  const found: SupportViolation[] = [];
  for (let s = 0; s < nStates; s++) {
    if (visits[s] === 0) continue;
    for (let a = 0; a < nActions; a++) {
      const targetProbability = target.probability[s * nActions + a];
      if (targetProbability > 0 && excluded[s * nActions + a] === 1)
        found.push({
          state: s,
          action: a,
          label: pairLabel(labels, s, a),
          visits: visits[s],
          targetProbability,
        });
    }
  }
  return found.sort((a, b) => b.visits - a.visits || a.state - b.state || a.action - b.action);
}

/** Whether advice, if it is that, may come to the action at a step: else what is excluded there is not missed. */
function isAdvisedTo({ log, advice }: Study, step: number, action: number): boolean {
  if (!advice) return true;
  const { nActions, state, propensities } = log;
  for (let i = 0; i < nActions; i++)
    if (propensities![step * nActions + i] > 0 && advice.probability[adviceRow(advice, state[step], i) + action] > 0)
      return true;
  return false;
}
