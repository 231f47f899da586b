import { DataError } from '../../core/errors.js';
import { alignEnds } from './alignEnds.js';
import type { NamedEnd } from '../../mdp/mdp.js';
import { type Trajectories, episodeName } from '../trajectories.js';

/** What the numbers of a model's states, actions and ends stand for, where that is known. */
export interface Names {
  readonly nStates: number;
  readonly nActions: number;
  readonly source: {
    readonly states?: readonly string[];
    readonly actions?: readonly string[];
    readonly ends?: readonly NamedEnd[];
  };
}

/**
 * A log whose states and actions were numbered as it was read, in the numbers of a model that was fitted to such a log:
 * by name. Two logs that do not hold the same states number them differently. States that have no names may be ends
 * that have: see `alignEnds`.
 *
 * @returns the log itself where neither has names, or both the same
 * @throws DataError where one has names and the other has none, or the log has one that the model has not
 *
 * Cost O(steps · A).
 */
export function alignNames(log: Trajectories, model: Names): Trajectories {
  const states = renumbering(log, model, 'state');
  const actions = renumbering(log, model, 'action');
  const { nStates, nActions } = model;
  // Ends are among the names of the states, where these have names.
  const placed = log.source.states ? log : alignEnds(log, model);
  if (!states && !actions) return placed;
  return {
    ...placed,
    ...(states && { nStates, state: states.column(log.state), nextState: states.column(log.nextState) }),
    ...(actions && { nActions, action: actions.column(log.action) }),
    ...(actions && log.propensities && { propensities: actions.rows(log.propensities) }),
    source: {
      ...placed.source,
      ...(model.source.states && { states: model.source.states }),
      ...(model.source.actions && { actions: model.source.actions }),
      ...(states && log.source.ends && { ends: states.ends(log.source.ends) }),
    },
  };
}

type Ends = NonNullable<Trajectories['source']['ends']>;

interface Renumbering {
  column(numbers: Int32Array): Int32Array;
  /** Rows of one number for each name. */
  rows(values: Float64Array): Float64Array;
  ends(ends: Ends): Ends;
}

function renumbering(log: Trajectories, model: Names, what: 'state' | 'action'): Renumbering | undefined {
  const [from, to] = [log.source[`${what}s`], model.source[`${what}s`]];
  if (!from && !to) return undefined;
  if (!from || !to)
    throw new DataError(
      `the log must ${to ? 'have' : 'not have'} names of ${what}s, as the model ${to ? 'has' : 'has none'} - read it with${to ? '' : 'out'} --number-${what}s, as the one that the model was fitted to`,
    );
  if (from.length === to.length && from.every((name, i) => name === to[i])) return undefined;
  const numbers = new Map(to.map((name, number) => [name, number]));
  const map = from.map((name) => numbers.get(name) ?? -1);
  const known = (number: number, where: () => string): number => {
    if (map[number] >= 0) return map[number];
    throw new DataError(`${where()} must be one of the ${to.length} ${what}s of the model, got '${from[number]}'`);
  };
  return {
    column: (numbers) => numbers.map((number, i) => known(number, () => `${what} in ${stepName(log, i)}`)),
    rows(values) {
      const n = values.length / from.length;
      const moved = new Float64Array(n * to.length);
      for (let k = 0; k < values.length; k++) {
        const number = k % from.length;
        if (values[k] === 0) continue;
        const row = Math.floor(k / from.length);
        moved[row * to.length + known(number, () => `${what} in ${stepName(log, row)}`)] = values[k];
      }
      return moved;
    },
    ends: (ends) => ends.flatMap(({ name, state }) => (map[state] >= 0 ? [{ name, state: map[state] }] : [])),
  };
}

function stepName(log: Trajectories, step: number): string {
  let e = 0;
  while (log.episodeStart[e + 1] <= step) e++;
  return `episode ${episodeName(log, e)}, t ${step - log.episodeStart[e]}`;
}
