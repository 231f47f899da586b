import { DataError } from '../../core/errors.js';
import type { NamedEnd } from '../../mdp/mdp.js';
import { type Trajectories, episodeName } from '../trajectories.js';

/** In `nextState`, after the last step of an episode: the log names no state. */
export const NO_STATE = -1;

export interface EndsOptions {
  /** States in which runs end, by the name of the end. */
  readonly ends?: readonly NamedEnd[];
  /** Whether a run that stops in a state in which others end has ended too; default false. */
  readonly endsTerminate?: boolean;
  /**
   * Ends to add after the largest state, and for each run the index of the one that it enters; −1 where it is cut off.
   */
  readonly outcomes?: { readonly names: readonly string[]; readonly entered: ArrayLike<number> };
}

export interface ResolvedEnds {
  /** Its columns are fresh where they differ. */
  readonly log: Trajectories;
  /** What was added or taken to have ended, a sentence each. */
  readonly said: readonly string[];
}

/**
 * Where the runs of a log from elsewhere end, so that fitting a model and estimating see the same states.
 *
 * After `terminated` what a log holds as the next state is often not a state of its own: nothing, the state before, the
 * first state of the next run. A next state in which no run goes on stays the end that it is. One that some run leaves,
 * or none at all, means nothing: all such runs enter one end that is added after the largest state. Likewise a run that
 * is cut off without a next state stops in one added state, which no step leaves. Outcomes add an end each, before
 * these.
 *
 * @param where opens the messages of errors: the file
 * @param log of no known environment, its sizes checked by `checkSizes`; the last next state of an episode may be
 *   `NO_STATE`
 * @throws DataError if a named end is no state, is left by a run, or is where a run stops without having ended
 *
 * Cost O(steps + S).
 */
export function resolveEnds(where: string, log: Trajectories, options: EndsOptions = {}): ResolvedEnds {
  const { endsTerminate = false, outcomes, ends = [] } = options;
  const { nEpisodes, episodeStart, state, source } = log;
  const left = new Uint8Array(log.nStates);
  for (const s of state) left[s] = 1;
  const named = namedEnds(where, ends, left);
  const nextState = log.nextState.slice();
  const terminated = log.terminated.slice();
  const last = (e: number): number => episodeStart[e + 1] - 1;
  const isEnd = named.slice();
  for (let e = 0; e < nEpisodes; e++) {
    const next = nextState[last(e)];
    if (terminated[e] === 1 && next !== NO_STATE && left[next] === 0) isEnd[next] = 1;
  }
  const names = [...(outcomes?.names ?? [])];
  const [stopped, unnamed, cut]: number[][] = [[], [], []];
  for (let e = 0; e < nEpisodes; e++) {
    const outcome = outcomes?.entered[e] ?? -1;
    const next = nextState[last(e)];
    if (outcome >= 0) {
      terminated[e] = 1;
      nextState[last(e)] = log.nStates + outcome;
    } else if (terminated[e] === 1) {
      if (next === NO_STATE || left[next] === 1) unnamed.push(e);
    } else if (next === NO_STATE) {
      cut.push(e);
    } else if (isEnd[next] === 1) {
      if (endsTerminate) stopped.push(e);
      else if (named[next] === 1) failStops(where, log, e, ends);
    }
  }
  for (const e of stopped) terminated[e] = 1;
  const enter = (episodes: readonly number[], name: string): number => {
    const added = log.nStates + names.length;
    if (episodes.length > 0) names.push(name);
    for (const e of episodes) nextState[last(e)] = added;
    return added;
  };
  const [end, cutOff] = [enter(unnamed, 'end'), enter(cut, 'cut off')];
  const { states } = source;
  const allEnds = [...ends, ...(outcomes?.names ?? []).map((name, k) => ({ name, state: log.nStates + k }))];
  return {
    log: {
      ...log,
      nStates: log.nStates + names.length,
      nextState,
      terminated,
      source: {
        ...source,
        ...(states && { states: [...states, ...names.map((name) => unlike(name, states))] }),
        ...(allEnds.length > 0 && { ends: allEnds }),
      },
    },
    said: [
      ...said(stopped, 'which stop where others end, are taken to have ended'),
      ...said(unnamed, `which end in no state of their own, enter an end that is added: state ${end}`),
      ...said(cut, `which are cut off without a next state, stop in one that is added: state ${cutOff}`),
    ],
  };
}

function namedEnds(where: string, ends: readonly NamedEnd[], left: Uint8Array): Uint8Array {
  const named = new Uint8Array(left.length);
  for (const { name, state } of ends) {
    if (!(Number.isInteger(state) && state >= 0 && state < left.length))
      throw new DataError(`${where}: end '${name}' must be a state from 0 to ${left.length - 1}, got ${state}`);
    if (left[state] === 1)
      throw new DataError(
        `${where}: end '${name}' must be a state that no run leaves, got ${state}, from which some go on - name the state that runs enter as they end`,
      );
    named[state] = 1;
  }
  return named;
}

function failStops(where: string, log: Trajectories, e: number, ends: readonly NamedEnd[]): never {
  const state = log.nextState[log.episodeStart[e + 1] - 1];
  const name = ends.find((end) => end.state === state)?.name;
  throw new DataError(
    `${where}: episode '${episodeName(log, e)}' must have ended, as it stops in state ${state}, the end '${name}' - set terminated, or say --ends-terminate`,
  );
}

function said(episodes: readonly number[], what: string): string[] {
  return episodes.length === 0 ? [] : [`${episodes.length} of the log's runs, ${what}`];
}

function unlike(name: string, names: readonly string[]): string {
  return names.includes(name) ? `${name} (added)` : name;
}
