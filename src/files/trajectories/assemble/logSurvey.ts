import { DataError } from '../../../core/errors.js';
import type { NamedEnd } from '../../../mdp/mdp.js';
import { checkSurveyedSizes } from '../../../trajectories/align/checkSizes.js';
import { type EndRules, EndsSurvey } from '../../../trajectories/align/endsSurvey.js';
import { IdSet } from '../../../trajectories/align/idSet.js';
import type { TrajectoriesSource } from '../../../trajectories/trajectories.js';
import { integerFrom } from '../../read/numberFrom.js';
import type { OutcomeNames } from '../rows/names/outcomeNames.js';
import type { ReadSteps } from '../rows/readSteps.js';
import type { LogPiece } from './logPiece.js';

/** What decides how rows become a log. */
export interface LogOfRowsOptions {
  readonly source: TrajectoriesSource;
  /** Whether we wrote the file: then its ends are as it says. */
  readonly own: boolean;
  readonly missingEnds: 'terminated' | 'truncated' | undefined;
  readonly ends: Readonly<Record<string, number | string>>;
  readonly endsTerminate: boolean;
  /** The outcomes that states were made with, where they were: others are refused. */
  readonly outcomes?: readonly string[] | undefined;
  readonly say: (sentence: string) => void;
}

/** What holds for all of a log, and makes its pieces logs. */
export interface WholeLog {
  readonly nStates: number;
  readonly nActions: number;
  readonly source: TrajectoriesSource;
  /** By place, the number of each state, action and outcome; undefined where they are the numbers of the file. */
  readonly states: Int32Array | undefined;
  readonly actions: Int32Array | undefined;
  readonly outcomes: ArrayLike<number> | undefined;
  /** From where t counts. */
  readonly from: 0 | 1;
  /** Undefined where states are known: then ends are as the file has them. */
  readonly ends: EndRules | undefined;
}

/** Looks through the pieces of a log for what holds for all of it. */
export class LogSurvey {
  readonly #file: string;
  readonly #options: LogOfRowsOptions;
  readonly #states = new IdSet();
  readonly #actions = new IdSet();
  readonly #ends: EndsSurvey | undefined;
  #from: 0 | 1 | undefined;
  #settled = false;

  /** @param file opens the messages of errors */
  constructor(file: string, options: LogOfRowsOptions) {
    this.#file = file;
    this.#options = options;
    this.#ends = options.own || options.source.env !== undefined ? undefined : new EndsSurvey();
  }

  /** From where t counts; undefined before the first piece. */
  get from(): 0 | 1 | undefined {
    return this.#from;
  }

  /** Whether further pieces have nothing to tell: the file says of itself all that there is to know. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Cost O(steps) where sizes or ends are not known; else nothing. */
  add(piece: LogPiece): void {
    const { steps, ordered, state, nextState, action, terminated, entered } = piece;
    this.#from ??= ordered.from;
    const isNumbered = steps.stateIds !== undefined || steps.actionIds !== undefined || steps.outcomes !== undefined;
    this.#settled = !this.#ends && !isNumbered && steps.nStates !== undefined && steps.nActions !== undefined;
    if (steps.stateIds || steps.nStates === undefined) {
      this.#states.addAll(state);
      this.#states.addAll(nextState);
    }
    if (!steps.actionIds && steps.nActions === undefined) this.#actions.addAll(action);
    const { episodeStart } = ordered;
    const nEpisodes = episodeStart.length - 1;
    this.#ends?.add({ nEpisodes, episodeStart, state, nextState, terminated }, entered);
  }

  /**
   * @param steps the last piece's rows
   * @throws DataError if ids are too far apart, or a named end is none
   */
  finish(steps: ReadSteps): WholeLog {
    const { stateIds, actionIds, outcomes } = steps;
    const file = this.#file;
    const { source, endsTerminate, say } = this.#options;
    const named = Object.entries(this.#options.ends).map(([name, id]) => ({
      name,
      state: stateIds ? stateIds.placeOf(id) : endNumber(file, name, id),
    }));
    this.#states.addAll(named.map((end) => end.state));
    const states = stateIds?.inOrder(
      Uint8Array.from({ length: stateIds.count }, (_, k) => Number(this.#states.has(k))),
    );
    const actions = actionIds?.inOrder();
    const ends: readonly NamedEnd[] = states
      ? named.map((end) => ({ name: end.name, state: states.numbers[end.state] }))
      : named;
    const nStates = steps.nStates ?? states?.names.length ?? this.#states.largest + 1;
    const nActions = steps.nActions ?? actions?.names.length ?? this.#actions.largest + 1;
    const given = {
      states: steps.nStates !== undefined || states !== undefined,
      actions: steps.nActions !== undefined || actions !== undefined,
    };
    checkSurveyedSizes(file, { nStates, nActions }, given, { states: this.#states, actions: this.#actions });
    if (this.#from === 1) say('t counts from 1 in every episode, and is read as from 0');
    const known = outcomes && amongKnown(file, outcomes.finish(), this.#options.outcomes);
    return {
      ...{ nStates, nActions, states: states?.numbers, actions: actions?.numbers, outcomes: known?.numbers },
      from: this.#from ?? 0,
      source: {
        ...source,
        ...(states && { states: states.names }),
        ...(actions && { actions: actions.names }),
      },
      ends: this.#ends?.finish(
        file,
        nStates,
        { ends, endsTerminate, outcomes: known?.names ?? this.#options.outcomes ?? [] },
        states?.numbers,
      ),
    };
  }
}

/** Outcomes in the order in which they are known, and all that are. */
function amongKnown(
  file: string,
  found: ReturnType<OutcomeNames['finish']>,
  known: readonly string[] | undefined,
): ReturnType<OutcomeNames['finish']> {
  if (!known) return found;
  const odd = found.names.find((name) => !known.includes(name));
  if (odd !== undefined)
    throw new DataError(
      `${file}: outcomes must be those of the states, ${known.join(', ')}, got '${odd}' - find the states in a log that has them all`,
    );
  return { names: known, numbers: Array.from(found.numbers, (k) => known.indexOf(found.names[k])) };
}

function endNumber(file: string, name: string, id: number | string): number {
  const state = integerFrom(id);
  if (state >= 0) return state;
  throw new DataError(
    `${file}: end '${name}' must be a state, a number from 0, got '${id}' - states that have other names are numbered by --number-states`,
  );
}
