import type { Trajectories } from '../../trajectories/trajectories.js';
import { type ValueTables, actionValueAt } from './valueTables.js';

/** What the model says of each logged step. */
export interface StepTerms {
  /** Shape (steps): r_t − Q_t(s_t, a_t). */
  readonly error: Float64Array;
  /** Shape (steps): V_t(s_t). */
  readonly value: Float64Array;
}

/**
 * Errors and values of the model along the log, up to and including the first step of weight 0 of each episode; the
 * rest, which no estimator looks at, and the episodes that are not taken are left at 0.
 *
 * @param count shape (n): times each episode is taken
 * @param live shape (n): steps of positive weight
 * @param tables episode e has those at e mod their number
 *
 * Cost O(steps).
 */
export function stepTerms(
  { episodeStart, state, action, reward, nActions }: Trajectories,
  {
    count,
    live,
    tables,
  }: { readonly count: Float64Array; readonly live: Uint32Array; readonly tables: readonly ValueTables[] },
): StepTerms {
  const error = new Float64Array(state.length);
  const value = new Float64Array(state.length);
  for (let e = 0; e < live.length; e++) {
    if (count[e] === 0) continue;
    const values = tables[e % tables.length];
    const first = episodeStart[e];
    const last = lastStep(live[e], episodeStart[e + 1] - first);
    for (let t = 0; t <= last; t++) {
      const i = first + t;
      error[i] = reward[i] - actionValueAt(values, t, state[i] * nActions + action[i]);
      value[i] = values.v[t * values.vStride + state[i]];
    }
  }
  return { error, value };
}

/** The last step that counts: the first of weight 0, whose value still has the weight before it, or the last of all. */
export function lastStep(live: number, length: number): number {
  return Math.min(live, length - 1);
}
