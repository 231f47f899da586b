import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import type { ActingProblem } from '../acting/actingProblem.js';
import { stepsToGo } from '../chain/momentTables.js';
import { type Ends, extremeValues } from '../evaluate/extremeValues.js';
import { type BoundedRow, boundedRows, boundedStep } from '../rows/boundedRows.js';
import type { ObservedStep } from '../rows/observedStep.js';

/** A log of which the counterfactual returns are to be bounded. */
export interface BoundedLog {
  readonly trajectories: Trajectories;
  readonly acting: Acting;
  readonly observed: ActingProblem;
  readonly assumption: Assumption;
  readonly horizon: number;
  readonly discount: number;
  /** Shape (horizon + 1, S), or (S) without a horizon: expected return by the steps that are to go. */
  readonly after: Float64Array;
  /** Most bytes of rows to keep. */
  readonly rowBytes: number;
}

/**
 * The least and the greatest expected return of an episode, row by row.
 *
 * Cost: see `extremeValues`.
 */
export function extremesOf({
  trajectories: { episodeStart, state },
  observed,
  assumption,
  horizon,
  discount,
  after,
  rowBytes,
}: Omit<BoundedLog, 'acting'>): (episode: number) => Ends<number> {
  const { mdp } = observed;
  const rows = boundedRows(mdp, assumption, rowBytes);
  const row = (step: ObservedStep | undefined, at: number): BoundedRow => boundedStep(rows, mdp, step, at);
  const reached = new Uint8Array(mdp.nStates);
  return (e) => {
    const steps = observed.steps(e).map((step, t) => ({ step, choices: observed.choicesAt(e, t) }));
    const start = state[episodeStart[e]];
    const check = (t: number, s: number): void => {
      if (t < steps.length) observed.checkActs(e, t, s);
      else observed.checkActsAfter(t, s, horizon);
    };
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    const last = after.subarray(table, table + mdp.nStates);
    return extremeValues({ mdp, discount, steps, start, check, row }, { least: last, greatest: last }, reached);
  };
}
