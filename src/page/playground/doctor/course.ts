import type { WhatIf } from '../../../counterfactual/explain/whatIf.js';
import { world } from '../pipeline/world.js';

/** Where a patient might have been, in the variables that people know. */
export interface Course {
  /** By variable of space `full`, shape ((H + 1) × levels): P(level at t, and in care until then). */
  readonly levels: readonly Float64Array[];
  /** By treatment, shape (H): P(in care at t, and given). */
  readonly given: readonly Float64Array[];
}

/** The marginals of a what-if over `full`, summed over all that is not shown. */
export function courseOf({ horizon, marginals, actionProbability }: WhatIf): Course {
  const { env } = world();
  const [{ nStates, outcome, variables }] = env.spaces;
  const { nActions } = env;
  const levels = variables!.map((variable) => {
    const { length } = variable.levels;
    const sums = new Float64Array((horizon + 1) * length);
    for (let t = 0; t <= horizon; t++)
      for (let s = 0; s < nStates; s++) {
        const mass = marginals[t * nStates + s];
        if (mass > 0 && outcome[s] === 0) sums[t * length + variable.levelOf(s)!] += mass;
      }
    return sums;
  });
  const given = env.actionParts!.map((part) =>
    Float64Array.from({ length: horizon }, (_, t) =>
      actionProbability
        .subarray(t * nActions, (t + 1) * nActions)
        .reduce((sum, p, action) => (part.on(action) ? sum + p : sum), 0),
    ),
  );
  return { levels, given };
}
