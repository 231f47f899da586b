import { ArgumentError } from '../../core/errors.js';
import type { Course, Edit } from './course.js';
import type { ExplainProblem } from './explainProblem.js';
import { layersWithin } from './layers.js';
import type { Objective } from './objective.js';
import { TIE, endValues } from './recursion.js';
import type { StepRows } from './stepRows.js';

/** More would take too long to go through. */
const MOST_FIXED = 3;

/** Changes that are the same whatever happens, as a sentence can say them. */
export interface FixedChanges {
  readonly value: number;
  /** By step; none where nothing is better than what was done. */
  readonly edits: readonly Edit[];
}

/**
 * The best of all ways to do something else at no more than k fixed steps, in whatever state the run is in by then, and
 * as was done at all others. Among those as good that with the fewest changes, then that with the latest last one, then
 * the lowest actions. An edit must be possible, and a change that may be made, wherever the run may be at its step.
 *
 * All are gone through, from the last step back, so that what follows an edit is computed once for all that goes before
 * it.
 *
 * @param changes k, from 0 to 3
 * @throws ArgumentError on more
 *
 * Cost O((T · A)^(k − 1)) times that of carrying values back over the steps.
 */
export function fixedChanges(
  rows: StepRows,
  objective: Objective,
  problem: ExplainProblem,
  episode: number,
  course: Course,
  changes: number,
): FixedChanges {
  if (!(Number.isSafeInteger(changes) && changes >= 0 && changes <= MOST_FIXED))
    throw new ArgumentError(
      `explain: fixed changes must be from 0 to ${MOST_FIXED}, as all combinations of steps and actions are tried, got ${changes} - let what is done depend on the state instead`,
    );
  const { mdp, mayTake } = problem;
  const { nActions, rowStart } = mdp;
  const { steps, action, start } = course;
  const layers = layersWithin(rows, problem, episode, course, changes);
  /** By step, then by the number of edits to come, the states in which that many are left. */
  const within = layers.map(({ states, left }) =>
    Array.from({ length: changes + 1 }, (_, toCome) => states.filter((__, i) => left[i] >= toCome)),
  );
  /** For each number of edits to come, a table to read and one to write; and one for the edit. */
  const tables = Array.from({ length: changes + 1 }, () => endValues(mdp.terminal, objective, steps.length, 1));
  const mean = new Float64Array(1);
  const edits: Edit[] = [];
  let best: FixedChanges | undefined;
  /** Whether there is anything that can come of it. */
  const back = (t: number, a: number, toCome: number, later: Float64Array, now: Float64Array): boolean => {
    let isOpen = false;
    for (const state of within[t][toCome]) {
      const row = state * nActions + a;
      const isPossible = a === action[t] ? rowStart[row] < rowStart[row + 1] : mayTake(episode, t, row);
      mean[0] = -Infinity;
      if (isPossible) {
        rows.open(steps[t], row);
        rows.means(objective, later, 1, 1, mean);
      }
      now[state] = mean[0];
      isOpen ||= mean[0] > -Infinity;
    }
    return isOpen;
  };
  const search = (from: number, later: Float64Array): void => {
    const made = edits.length;
    let [values, spare] = [later, tables[made][1]];
    for (let t = from; t >= 0; t--) {
      for (let a = 0; made < changes && a < nActions; a++) {
        if (a === action[t]) continue;
        const edited = tables[made + 1][0];
        if (!back(t, a, made + 1, values, edited)) continue;
        edits.unshift({ step: t, given: action[t], action: a });
        search(t - 1, edited);
        edits.shift();
      }
      back(t, action[t], made, values, spare);
      [values, spare] = [spare, values];
    }
    const value = values[start];
    const slack = TIE * rows.scale;
    const isBetter =
      best === undefined || value > best.value + slack || (value >= best.value - slack && made < best.edits.length);
    if (isBetter) best = { value, edits: [...edits] };
  };
  rows.scale = 0;
  search(steps.length - 1, tables[0][0]);
  return best!;
}
