import { DataError } from '../../core/errors.js';
import { type Trajectories, type TrajectoriesSource, episodeName } from '../trajectories.js';
import type { EndRules } from './endsSurvey.js';
import { NO_STATE } from './noState.js';

/**
 * Lets the runs of a log, or of a piece of one, enter the ends that its survey found.
 *
 * @param where opens the messages of errors: the file
 * @param log its `nextState` and `terminated` are changed in place
 * @param entered the outcome of each run; −1 where it has none
 * @returns the log with the states that are added
 * @throws DataError if a run stops in a named end without having ended
 *
 * Cost O(episodes).
 */
export function enterEnds(
  where: string,
  log: Trajectories,
  rules: EndRules,
  entered: ArrayLike<number> | undefined,
): Trajectories {
  const { nEpisodes, episodeStart, nextState, terminated } = log;
  const { nStates, left, isEnd, named, endsTerminate, end, cutOff } = rules;
  for (let e = 0; e < nEpisodes; e++) {
    const last = episodeStart[e + 1] - 1;
    const outcome = entered?.[e] ?? -1;
    const next = nextState[last];
    if (outcome >= 0) {
      terminated[e] = 1;
      nextState[last] = nStates + outcome;
    } else if (terminated[e] === 1) {
      if (next === NO_STATE || left[next] === 1) nextState[last] = end;
    } else if (next === NO_STATE) {
      nextState[last] = cutOff;
    } else if (isEnd[next] === 1) {
      if (endsTerminate) terminated[e] = 1;
      else if (named[next] === 1) failStops(where, log, e, rules);
    }
  }
  return { ...log, ...spaceWithEnds(log.source, rules) };
}

/** The states of a log whose runs have entered the ends that its survey found. */
export function spaceWithEnds(
  source: TrajectoriesSource,
  { nStates, ends, added, nOutcomes }: EndRules,
): Pick<Trajectories, 'nStates' | 'source'> {
  const { states } = source;
  const allEnds = [...ends, ...added.slice(0, nOutcomes).map((name, k) => ({ name, state: nStates + k }))];
  return {
    nStates: nStates + added.length,
    source: {
      ...source,
      ...(states && { states: [...states, ...added.map((name) => unlike(name, states))] }),
      ...(allEnds.length > 0 && { ends: allEnds }),
    },
  };
}

function failStops(where: string, log: Trajectories, e: number, { ends }: EndRules): never {
  const state = log.nextState[log.episodeStart[e + 1] - 1];
  const name = ends.find((end) => end.state === state)?.name;
  throw new DataError(
    `${where}: episode '${episodeName(log, e)}' must have ended, as it stops in state ${state}, the end '${name}' - set terminated, or say --ends-terminate`,
  );
}

function unlike(name: string, names: readonly string[]): string {
  return names.includes(name) ? `${name} (added)` : name;
}
