import type { NextStates, NextStatesOf } from '../../../counterfactual/explain/nextStates.js';
import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import { byStep } from '../../../counterfactual/acting/byStep.js';
import type { Report } from '../../../report/report.js';
import type { Supposed } from '../view.js';

/** A step of a run under a plan: where the run most likely is, what is done there, and what may follow. */
export interface Moment {
  readonly t: number;
  /** What was seen; absent after the log. */
  readonly seen?: { readonly state: number; readonly action: number };
  /** P(the run goes on at t). */
  readonly going: number;
  /** What can be said where the run may go on at t. */
  readonly here?: Here;
}

export interface Here {
  /** The most probable state of the run; of equal ones that which was seen. */
  readonly state: number;
  /** P(the run goes on at t in that state). */
  readonly share: number;
  /** Shape (A): what the policy does in that state at that step. */
  readonly policy: Float64Array;
  /** What the plan does there, the most probable action where it is left to chance, and how probable that is. */
  readonly action: number;
  readonly actionShare: number;
  /** Who says so. */
  readonly by: 'hand' | 'log' | 'policy';
  readonly next: NextStates;
  /** Logged cases of state and action; absent where the model does not hold how many its rows have. */
  readonly cases?: number;
  /**
   * Shape (A): a state that the run may be in at t in which the action is not possible, so that no plan may take it;
   * undefined for an action that is.
   */
  readonly impossibleIn: readonly (number | undefined)[];
}

/** The moment at a step before the horizon. */
export function momentAt(
  { log, mdp, policies }: Report,
  course: WhatIf,
  nextStates: NextStatesOf,
  { policy, patient, takeOver, edits }: Supposed,
  t: number,
): Moment {
  const { nStates, nActions, terminal, visits } = mdp;
  const i = log.episodeStart[patient] + t;
  const seen = i < log.episodeStart[patient + 1] ? { state: log.state[i], action: log.action[i] } : undefined;
  const mass = course.marginals.subarray(t * nStates, (t + 1) * nStates);
  let going = 0;
  let state = seen && terminal[seen.state] === 0 ? seen.state : undefined;
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    going += mass[s];
    if (mass[s] > (state === undefined ? 0 : mass[state])) state = s;
  }
  const moment = { t, going, ...(seen && { seen }) };
  if (state === undefined || mass[state] === 0) return moment;
  const acts = byStep(policies[policy].policy).policyAt(t, undefined);
  const row = acts.probability.subarray(state * nActions, (state + 1) * nActions);
  const likeliest = row.indexOf(Math.max(...row));
  const [action, by] =
    t in edits
      ? ([edits[t], 'hand'] as const)
      : t < takeOver && seen
        ? ([seen.action, 'log'] as const)
        : ([likeliest, 'policy'] as const);
  return {
    ...moment,
    here: {
      ...{ state, share: mass[state], policy: row, action, by },
      actionShare: by === 'policy' ? row[action] : 1,
      next: nextStates(patient, t, state, action),
      ...(visits && { cases: visits[state * nActions + action] }),
      impossibleIn: impossibleActions(mdp, mass),
    },
  };
}

function impossibleActions(
  { nStates, nActions, terminal, rowStart }: Report['mdp'],
  mass: Float64Array,
): readonly (number | undefined)[] {
  const found = new Array<number | undefined>(nActions).fill(undefined);
  for (let s = 0; s < nStates; s++) {
    if (mass[s] === 0 || terminal[s] === 1) continue;
    for (let a = 0; a < nActions; a++)
      if (rowStart[s * nActions + a] === rowStart[s * nActions + a + 1]) found[a] ??= s;
  }
  return found;
}
