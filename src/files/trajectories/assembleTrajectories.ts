import { DataError } from '../../core/errors.js';
import type { Trajectories, TrajectoriesSource } from '../../trajectories/trajectories.js';
import { orderSteps } from './orderSteps.js';
import type { ReadSteps } from './stepRows.js';

/**
 * Puts the rows of a log together into episodes, in the order in which these came.
 *
 * @param file opens the messages of errors
 * @throws DataError with the line of the first row that contradicts its episode: a t missing or twice, `terminated` before
 *   the end, a next state that is not the next row's state, a hidden component that changes
 *
 * Cost O(steps).
 */
export function assembleTrajectories(file: string, steps: ReadSteps, source: TrajectoriesSource): Trajectories {
  const { episodes, line, t, state, nextState, terminated, hidden, propensity, propensities, nActions } = steps;
  const nEpisodes = episodes.length;
  const { episodeStart, order } = orderSteps(file, steps);
  const row = (i: number): number => (order ? order[i] : i);
  const ends = new Uint8Array(nEpisodes);
  const left = new Int32Array(nEpisodes);
  for (let e = 0; e < nEpisodes; e++) {
    const fail = (i: number, requirement: string): never => {
      throw new DataError(`${file}:${line[row(i)]}: episode '${episodes[e]}', t ${t[row(i)]}: ${requirement}`);
    };
    const first = episodeStart[e];
    const last = episodeStart[e + 1] - 1;
    for (let i = first; i < last; i++) {
      const [at, following] = [row(i), row(i + 1)];
      if (terminated[at] === 1)
        fail(i, `terminated must be 0 before the last step, got 1 - the episode goes on to t ${last - first}`);
      if (nextState[at] !== state[following])
        fail(
          i,
          `next_state must be the state of the next step (${state[following]}, line ${line[following]}), got ${nextState[at]}`,
        );
      if (hidden && hidden[following] !== hidden[at])
        fail(
          i + 1,
          `hidden must not change within an episode (${hidden[at]}, line ${line[at]}), got ${hidden[following]}`,
        );
    }
    ends[e] = terminated[row(last)];
    if (hidden) left[e] = hidden[row(last)];
  }
  const ordered = <T extends Int32Array | Float64Array>(column: T, width = 1): T =>
    order ? reordered(column, order, width) : column;
  return {
    nEpisodes,
    nStates: steps.nStates,
    nActions,
    episodeStart,
    state: ordered(state),
    action: ordered(steps.action),
    reward: ordered(steps.reward),
    nextState: ordered(nextState),
    terminated: ends,
    ...(propensity && { propensity: ordered(propensity) }),
    ...(propensities && { propensities: ordered(propensities, nActions) }),
    ...(hidden && { hidden: left }),
    ...(episodes.some((name, e) => name !== String(e)) && { episodeId: episodes }),
    source,
  };
}

function reordered<T extends Int32Array | Float64Array>(column: T, order: Uint32Array, width: number): T {
  const result = column.slice() as T;
  for (let i = 0; i < order.length; i++)
    for (let k = 0; k < width; k++) result[i * width + k] = column[order[i] * width + k];
  return result;
}
