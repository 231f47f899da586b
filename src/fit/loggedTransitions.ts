import { type Trajectories, type TrajectoriesSource, episodeName } from '../trajectories/trajectories.js';
import type { TransitionColumns } from './transitionCounts.js';

/** What `fit` needs of a log: its transitions, one by one or counted, and where its episodes start. */
export interface LoggedTransitions extends TransitionColumns {
  readonly nStates: number;
  readonly nActions: number;
  readonly source: TrajectoriesSource;
  /** Shape (rows): 1 where the process ended with the transition. */
  readonly ended: ArrayLike<number>;
  /** Shape (rows): 1 where another step of the episode follows; absent where that is not known. */
  readonly goesOn?: ArrayLike<number>;
  /** Shape (S): how many episodes start in each state. */
  readonly first: Float64Array;
  /** How messages name a row. */
  readonly rowName: (row: number) => string;
}

/** The steps of a log, each a row; counts as they are. */
export function loggedTransitions(log: Trajectories | LoggedTransitions): LoggedTransitions {
  if ('first' in log) return log;
  const { nEpisodes, nStates, nActions, episodeStart, state, action, reward, nextState, terminated, source } = log;
  const ended = new Uint8Array(state.length);
  const goesOn = new Uint8Array(state.length).fill(1);
  const first = new Float64Array(nStates);
  for (let e = 0; e < nEpisodes; e++) {
    ended[episodeStart[e + 1] - 1] = terminated[e];
    goesOn[episodeStart[e + 1] - 1] = 0;
    first[state[episodeStart[e]]] += 1;
  }
  const episodeOf = (step: number): number => episodeStart.findLastIndex((start) => start <= step);
  return {
    ...{ nStates, nActions, source, state, action, reward, nextState, ended, goesOn, first },
    rowName: (step) => `episode ${episodeName(log, episodeOf(step))}`,
  };
}

/** How often row i was logged. */
export function timesOf({ count }: Pick<TransitionColumns, 'count'>, row: number): number {
  return count ? count[row] : 1;
}
