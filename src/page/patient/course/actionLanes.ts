import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import type { CourseReport } from './courseReport.js';
import { foremost } from './foremost.js';
import { type Lane, NO_ROW, rowMass } from './lane.js';
import { seenActions } from './seen.js';

/** One treatment by step: whether it was given, and how probable it is that it would have been. */
export interface PartLane {
  readonly name: string;
  /** Shape (steps of the log). */
  readonly given: readonly boolean[];
  /** Shape (H): P(the run goes on at t, and it is given). */
  readonly would: Float64Array;
}

/** The parts of the actions, where the model has them; none where it has not. */
export function partLanes({ log, mdp }: CourseReport, course: WhatIf, patient: number): readonly PartLane[] {
  const actions = seenActions(log, patient);
  return (mdp.actionParts ?? []).map(({ name, on }) => ({
    name,
    given: actions.map((a) => on[a] === 1),
    would: rowMass(
      course.actionProbability,
      on.map((has) => (has === 1 ? 0 : NO_ROW)),
      1,
    ),
  }));
}

/** A row an action: those that were taken and would be taken most. */
export function actionLane({ log, words }: CourseReport, course: WhatIf, patient: number): Lane {
  const n = log.nActions;
  const actions = seenActions(log, patient);
  const weight = new Float64Array(n);
  for (let i = 0; i < course.actionProbability.length; i++) weight[i % n] += course.actionProbability[i];
  for (const a of actions) weight[a]++;
  const { kept, others, rowOf } = foremost(weight);
  const rows = [...kept.map((a) => words.actions[a]), ...(others > 0 ? [`${others} other actions`] : [])];
  return {
    name: 'action',
    kind: 'actions',
    rows,
    mass: rowMass(course.actionProbability, rowOf, rows.length),
    seen: actions.map((a) => rowOf[a]),
  };
}
