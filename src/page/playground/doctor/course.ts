import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import { NO_ROW, rowMass } from '../../patient/course/lane.js';
import { simulator } from '../pipeline/world.js';

/** Where a patient might have been, in the variables that people know. */
export interface Course {
  /** By variable of space `full`, shape ((H + 1) × levels), the highest first: P(level at t, and in care). */
  readonly levels: readonly Float64Array[];
  /** By treatment, shape (H): P(in care at t, and given). */
  readonly given: readonly Float64Array[];
  /** By outcome, shape (H + 1): P(in a state of that outcome at t). */
  readonly outcomes: readonly Float64Array[];
}

/** The marginals of a what-if over `full`, summed over all that is not shown. */
export function courseOf({ marginals, actionProbability }: WhatIf): Course {
  const env = simulator();
  const [{ nStates, outcome, variables }] = env.spaces;
  const levels = variables!.map((variable) => {
    const { length } = variable.levels;
    const row = (s: number): number => (outcome[s] === 0 ? length - 1 - variable.levelOf(s)! : NO_ROW);
    return rowMass(
      marginals,
      Int32Array.from({ length: nStates }, (_, s) => row(s)),
      length,
    );
  });
  const given = env.actionParts!.map((part) =>
    rowMass(
      actionProbability,
      Int32Array.from({ length: env.nActions }, (_, a) => (part.on(a) ? 0 : NO_ROW)),
      1,
    ),
  );
  const n = env.outcomes.length;
  const ends = rowMass(marginals, outcome, n);
  const outcomes = env.outcomes.map((_, o) => ends.filter((__, i) => i % n === o));
  return { levels, given, outcomes };
}
