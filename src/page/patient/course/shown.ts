import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import type { OutcomeWords } from '../../../report/report.js';
import { episodeName } from '../../../trajectories/trajectories.js';
import { type PartLane, actionLane, partLanes } from './actionLanes.js';
import { type CourseReport, outcomeOf } from './courseReport.js';
import type { Lane } from './lane.js';
import { type OutcomeShare, outcomeShares } from './outcomeShares.js';
import { seenActions, seenStates } from './seen.js';
import { stateLanes } from './stateLanes.js';

/** The course of a patient: what was observed, and what would have been. */
export interface Shown {
  /** As the log names the patient. */
  readonly name: string;
  /** H. */
  readonly horizon: number;
  /** Steps of the log. */
  readonly length: number;
  readonly outcome: OutcomeWords;
  /** Shape (steps + 1): names of the states that were seen. */
  readonly seen: readonly string[];
  /** Shape (steps): names of the actions that were taken. */
  readonly given: readonly string[];
  /** Shape (H): the most probable action of the runs that go on, and its share of all runs. */
  readonly would: readonly { readonly action: string; readonly share: number }[];
  /** Shape (H + 1): P(the run goes on at t). */
  readonly going: Float64Array;
  readonly states: readonly Lane[];
  /** Where actions are not made of parts. */
  readonly action?: Lane;
  readonly parts: readonly PartLane[];
  /** From the bottom up. */
  readonly outcomes: readonly OutcomeShare[];
}

/** @param course of that patient, under whatever plan */
export function shown(report: CourseReport, course: WhatIf, patient: number): Shown {
  const { log, mdp, words } = report;
  const parts = partLanes(report, course, patient);
  const given = seenActions(log, patient);
  return {
    name: episodeName(log, patient),
    horizon: course.horizon,
    length: given.length,
    outcome: outcomeOf(report, patient),
    seen: seenStates(log, patient).map((s) => words.states[s]),
    given: given.map((a) => words.actions[a]),
    would: foremostActions(course, words.actions),
    going: goingOn(mdp.terminal, course),
    states: stateLanes(report, course, patient),
    ...(parts.length === 0 && { action: actionLane(report, course, patient) }),
    parts,
    outcomes: outcomeShares(mdp, words.outcomes, course),
  };
}

function foremostActions({ actionProbability, horizon }: WhatIf, names: readonly string[]): Shown['would'] {
  return Array.from({ length: horizon }, (_, t) => {
    const here = actionProbability.subarray(t * names.length, (t + 1) * names.length);
    const share = Math.max(...here);
    return { action: names[here.indexOf(share)], share };
  });
}

function goingOn(terminal: Uint8Array, { marginals, horizon }: WhatIf): Float64Array {
  const n = terminal.length;
  return Float64Array.from({ length: horizon + 1 }, (_, t) => {
    let sum = 0;
    for (let s = 0; s < n; s++) if (terminal[s] === 0) sum += marginals[t * n + s];
    return sum;
  });
}
