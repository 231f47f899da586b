import type { ObservedStep } from '../rows/observedStep.js';

/** What happened in an episode, in a model's terms. */
export interface Course {
  readonly start: number;
  /** Shape (T): what was observed at each step; undefined where the model's own rows are to serve. */
  readonly steps: readonly (ObservedStep | undefined)[];
  /** Shape (T): what was done at each step. */
  readonly action: Int32Array;
}

/** Another action at a step, whatever the state that the run is in by then. */
export interface Edit {
  readonly step: number;
  /** What was done. */
  readonly given: number;
  /** What would have been done. */
  readonly action: number;
}

/** The course with other actions: what was observed stays. */
export function editedCourse(course: Course, edits: readonly Edit[]): Course {
  const action = course.action.slice();
  for (const edit of edits) action[edit.step] = edit.action;
  return { ...course, action };
}
