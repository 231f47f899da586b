import { DataError } from '../../core/errors.js';
import type { NamedEnd } from '../../mdp/mdp.js';
import { type Trajectories, episodeName } from '../trajectories.js';

/** Where a model has the ends that it knows by name. */
export interface Ends {
  readonly nStates: number;
  readonly source: { readonly ends?: readonly NamedEnd[] };
}

/**
 * A log whose runs enter ends that are known by name, with each end in the state in which a model has it. An end that a
 * column of outcomes tells lies after the largest state of its own log, which need not be the largest of the log that
 * the model was fitted to.
 *
 * @returns the log itself where either has no ends by name, or both have the same
 * @throws DataError where a run enters an end that the model has not, or acts in a state that is an end of the model
 *
 * Cost O(steps).
 */
export function alignEnds(log: Trajectories, model: Ends): Trajectories {
  const [from, to] = [log.source.ends, model.source.ends];
  if (!from || !to || from.every(({ name, state }) => to.some((end) => end.name === name && end.state === state)))
    return log;
  // Several states may share a name: a state that is the same end in both stays.
  const home = ({ name, state }: NamedEnd): number | undefined => {
    const states = to.filter((end) => end.name === name).map((end) => end.state);
    return states.includes(state) ? state : states[0];
  };
  const move = new Map(from.map((end) => [end.state, home(end)]));
  const ends = new Map(to.map(({ name, state }) => [state, name]));
  const episodeOf = (step: number): string => {
    let e = 0;
    while (log.episodeStart[e + 1] <= step) e++;
    return `episode ${episodeName(log, e)}`;
  };
  const moved = (state: number, step: number): number => {
    if (!move.has(state)) return state;
    const end = move.get(state);
    if (end !== undefined) return end;
    const name = from.find((candidate) => candidate.state === state)!.name;
    throw new DataError(
      `${episodeOf(step)}: must end as a run of the model can (${[...ends.values()].join(', ')}), got '${name}' - fit the model to a log that has this end too`,
    );
  };
  const acting = log.state.findIndex((state) => !move.has(state) && ends.has(state));
  if (acting >= 0)
    throw new DataError(
      `${episodeOf(acting)}: must not act in state ${log.state[acting]}, which is the end '${ends.get(log.state[acting])!}' of the model - fit the model with --states at least as large as in both logs`,
    );
  return {
    ...log,
    nStates: log.state.reduce((n, s) => Math.max(n, s + 1), model.nStates),
    state: log.state.map(moved),
    nextState: log.nextState.map(moved),
    source: { ...log.source, ends: to },
  };
}
