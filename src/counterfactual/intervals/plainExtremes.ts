import type { Assumption } from '../../mechanisms/bounds/registry.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import type { Acting } from '../acting/acting.js';
import type { ActingProblem } from '../acting/actingProblem.js';
import { stepsToGo } from '../chain/momentTables.js';
import { extremeValues } from '../evaluate/extremeValues.js';
import { type BoundedRow, boundedRows, boundedStep } from '../rows/boundedRows.js';
import type { ObservedStep } from '../rows/observedStep.js';

/** A log of which the counterfactual returns are to be bounded. */
export interface BoundedLog {
  readonly trajectories: Trajectories;
  readonly acting: Acting;
  readonly observed: ActingProblem;
  readonly assumptions: readonly Assumption[];
  readonly horizon: number;
  readonly discount: number;
  /** Shape (horizon + 1, S), or (S) without a horizon: expected return by the steps that are to go. */
  readonly after: Float64Array;
  /** Most bytes of rows to keep. */
  readonly rowBytes: number;
}

/**
 * Writes the least and the greatest expected return of an episode.
 *
 * @param ends shape (assumptions × 2), overwritten
 */
export type EpisodeExtremes = (episode: number, ends: Float64Array) => void;

/**
 * Extremes row by row.
 *
 * Cost: see `extremeValues`, for each assumption.
 */
export function extremesOf({
  trajectories: { episodeStart, state },
  observed,
  assumptions,
  horizon,
  discount,
  after,
  rowBytes,
}: Omit<BoundedLog, 'acting'>): EpisodeExtremes {
  const { mdp } = observed;
  const kinds = assumptions.map((assumption) => {
    const rows = boundedRows(mdp, assumption, rowBytes / assumptions.length);
    return (step: ObservedStep | undefined, at: number): BoundedRow => boundedStep(rows, mdp, step, at);
  });
  const reached = new Uint8Array(mdp.nStates);
  return (e, ends) => {
    const steps = observed.steps(e).map((step, t) => ({ step, choices: observed.choicesAt(e, t) }));
    const start = state[episodeStart[e]];
    const check = (t: number, s: number): void => {
      if (t < steps.length) observed.checkActs(e, t, s);
      else observed.checkActsAfter(t, s, horizon);
    };
    const table = stepsToGo(horizon, steps.length, mdp.nStates);
    const last = after.subarray(table, table + mdp.nStates);
    kinds.forEach((row, i) => {
      const chain = { mdp, discount, steps, start, check, row };
      const { least, greatest } = extremeValues(chain, { least: last, greatest: last }, reached);
      ends.set([least, greatest], 2 * i);
    });
  };
}
