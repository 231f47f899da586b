import { DataError } from '../../core/errors.js';
import type { NamedEnd } from '../../mdp/mdp.js';
import type { Trajectories } from '../trajectories.js';
import { IdSet } from './idSet.js';
import { NO_STATE } from './noState.js';

/** What is said of the ends of a log. */
export interface NamedEnds {
  /** States in which runs end, by the name of the end. */
  readonly ends: readonly NamedEnd[];
  /** Whether a run that stops in a state in which others end has ended too. */
  readonly endsTerminate: boolean;
  /** Names of ends to add after the largest state. */
  readonly outcomes: readonly string[];
}

/** What a log's runs enter as they end: see `resolveEnds`. */
export interface EndRules {
  readonly nStates: number;
  /** Shape (S): 1 for states that some run leaves. */
  readonly left: Uint8Array;
  /** Shape (S): 1 for states in which runs end. */
  readonly isEnd: Uint8Array;
  /** Shape (S): 1 for those that have a name. */
  readonly named: Uint8Array;
  readonly ends: readonly NamedEnd[];
  readonly endsTerminate: boolean;
  /** Names of the ends that are added: outcomes, then `end`, then `cut off`, if any run enters them. */
  readonly added: readonly string[];
  readonly nOutcomes: number;
  /** The state that runs without an end of their own enter, and that of those that are cut off. */
  readonly end: number;
  readonly cutOff: number;
  /** What is added or taken to have ended, a sentence each. */
  readonly said: readonly string[];
}

type Runs = Pick<Trajectories, 'nEpisodes' | 'episodeStart' | 'state' | 'nextState' | 'terminated'>;

/** Looks through a log, all at once or in pieces, for where its runs end. */
export class EndsSurvey {
  readonly #left = new IdSet();
  /** By the last next state: how many runs ended there, and how many were cut off, without those with an outcome. */
  readonly #ended = new Map<number, number>();
  readonly #stopped = new Map<number, number>();
  readonly #ends = new Set<number>();

  /**
   * @param entered the outcome of each run; −1 where it has none
   *
   *   Cost O(steps).
   */
  add({ nEpisodes, episodeStart, state, nextState, terminated }: Runs, entered?: ArrayLike<number>): void {
    this.#left.addAll(state);
    for (let e = 0; e < nEpisodes; e++) {
      const next = nextState[episodeStart[e + 1] - 1];
      if (terminated[e] === 1) this.#ends.add(next);
      if ((entered?.[e] ?? -1) >= 0) continue;
      const counts = terminated[e] === 1 ? this.#ended : this.#stopped;
      counts.set(next, (counts.get(next) ?? 0) + 1);
    }
  }

  /**
   * @param where opens the messages of errors: the file
   * @param numbers by what the log was surveyed with, the number of each state; default: the same
   * @throws DataError if a named end is no state, or is left by a run
   */
  finish(where: string, nStates: number, named: NamedEnds, numbers?: Int32Array): EndRules {
    const { ends, endsTerminate, outcomes } = named;
    const numberOf = (place: number): number => (numbers && place >= 0 ? numbers[place] : place);
    const left = new Uint8Array(nStates);
    for (let place = 0; place <= this.#left.largest; place++) if (this.#left.has(place)) left[numberOf(place)] = 1;
    const named1 = namedEnds(where, ends, left);
    const isEnd = named1.slice();
    for (const place of this.#ends) {
      const state = numberOf(place);
      if (state !== NO_STATE && left[state] === 0) isEnd[state] = 1;
    }
    const sum = (counts: ReadonlyMap<number, number>, of: (state: number) => boolean): number =>
      [...counts].reduce((total, [place, count]) => total + (of(numberOf(place)) ? count : 0), 0);
    const unnamed = sum(this.#ended, (state) => state === NO_STATE || left[state] === 1);
    const cut = sum(this.#stopped, (state) => state === NO_STATE);
    const stopped = endsTerminate ? sum(this.#stopped, (state) => state !== NO_STATE && isEnd[state] === 1) : 0;
    const end = nStates + outcomes.length;
    const cutOff = end + Number(unnamed > 0);
    return {
      ...{ nStates, left, isEnd, named: named1, ends, endsTerminate, end, cutOff },
      added: [...outcomes, ...(unnamed > 0 ? ['end'] : []), ...(cut > 0 ? ['cut off'] : [])],
      nOutcomes: outcomes.length,
      said: [
        ...said(stopped, 'which stop where others end, are taken to have ended'),
        ...said(unnamed, `which end in no state of their own, enter an end that is added: state ${end}`),
        ...said(cut, `which are cut off without a next state, stop in one that is added: state ${cutOff}`),
      ],
    };
  }
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

function said(runs: number, what: string): string[] {
  return runs === 0 ? [] : [`${runs} of the log's runs, ${what}`];
}
