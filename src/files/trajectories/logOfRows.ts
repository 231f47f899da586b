import { DataError } from '../../core/errors.js';
import type { NamedEnd } from '../../mdp/mdp.js';
import { checkSizes } from '../../trajectories/align/checkSizes.js';
import { NO_STATE, resolveEnds } from '../../trajectories/align/resolveEnds.js';
import type { Trajectories, TrajectoriesSource } from '../../trajectories/trajectories.js';
import { type AssembledSteps, assembleTrajectories } from './rows/assembleTrajectories.js';
import { integerFrom } from '../read/numberFrom.js';
import { placeIn } from './rows/rowUnit.js';
import type { IdNumbers } from './rows/idNumbers.js';
import { NO_OUTCOME } from './rows/outcomeNames.js';
import { type ReadSteps, TERMINATED, TRUNCATED } from './rows/readSteps.js';

/** What decides how rows become a log. */
export interface LogOfRowsOptions {
  readonly source: TrajectoriesSource;
  /** Whether we wrote the file: then its ends are as it says. */
  readonly own: boolean;
  readonly missingEnds: 'terminated' | 'truncated' | undefined;
  readonly ends: Readonly<Record<string, number | string>>;
  readonly endsTerminate: boolean;
  readonly say: (sentence: string) => void;
}

/**
 * The log that rows are: put together, numbered, and with its ends where they are.
 *
 * @param file opens the messages of errors
 * @throws DataError with the line of what is wrong
 *
 * Cost O(steps).
 */
export function logOfRows(file: string, steps: ReadSteps, options: LogOfRowsOptions): Trajectories {
  const { say, source, own } = options;
  const assembled = assembleTrajectories(file, steps);
  const { ordered, reward, propensity, propensities, hidden } = assembled;
  const { terminated, entered } = endsOf(file, steps, assembled, options);
  const numbered = numberedIds(file, steps, assembled, options.ends);
  const { episodes } = steps;
  const log: Trajectories = {
    nEpisodes: episodes.length,
    nStates: steps.nStates ?? numbered.nStates,
    nActions: steps.nActions ?? numbered.nActions,
    episodeStart: ordered.episodeStart,
    state: numbered.state,
    action: numbered.action,
    reward,
    nextState: numbered.nextState,
    terminated,
    ...(propensity && { propensity }),
    ...(propensities && { propensities }),
    ...(hidden && { hidden }),
    ...(episodes.some((name, e) => name !== String(e)) && { episodeId: episodes }),
    source: {
      ...source,
      ...(numbered.states && { states: numbered.states }),
      ...(numbered.actions && { actions: numbered.actions }),
    },
  };
  const given = { states: steps.nStates !== undefined, actions: steps.nActions !== undefined };
  checkSizes(file, log, {
    states: given.states || numbered.states !== undefined,
    actions: given.actions || numbered.actions !== undefined,
  });
  if (ordered.from === 1) say('t counts from 1 in every episode, and is read as from 0');
  for (const sentence of steps.said) say(sentence);
  if (own || source.env !== undefined) return checkEndStates(file, log);
  const resolved = resolveEnds(file, log, {
    ends: numbered.ends,
    endsTerminate: options.endsTerminate,
    ...(entered && steps.outcomes && { outcomes: { names: steps.outcomes.finish().names, entered } }),
  });
  for (const sentence of resolved.said) say(sentence);
  return resolved.log;
}

interface RunEnds {
  /** Shape (n). */
  readonly terminated: Uint8Array;
  /** Shape (n): the outcome that each run enters; undefined without a column of them. */
  readonly entered: Int32Array | undefined;
}

/** How each run ended: by its outcome, its flags, or what is said of all. */
function endsOf(
  file: string,
  steps: ReadSteps,
  { flags, outcome, nextState, ordered }: AssembledSteps,
  { missingEnds }: LogOfRowsOptions,
): RunEnds {
  const { columns } = steps;
  const terminated = Uint8Array.from(flags, (flag) => {
    if (columns.terminated === undefined) return Number(missingEnds === 'terminated' && (flag & TRUNCATED) === 0);
    // Where both are set the process ended, unless the column says of every end that it is one.
    return Number((flag & TERMINATED) !== 0 && !(columns.done && (flag & TRUNCATED) !== 0));
  });
  if (!outcome || !steps.outcomes) return { terminated, entered: undefined };
  const { numbers } = steps.outcomes.finish();
  const entered = outcome.map((place, e) => {
    const cut = (flags[e] & TRUNCATED) !== 0 || (columns.terminated !== undefined && terminated[e] === 0);
    if (cut || (place === NO_OUTCOME && (missingEnds !== undefined || columns.terminated !== undefined)))
      return NO_OUTCOME;
    if (place === NO_OUTCOME) failNoOutcome(file, steps, ordered.order, ordered.episodeStart, e);
    // What the log holds as the next state is not where the run ends.
    nextState[ordered.episodeStart[e + 1] - 1] = NO_STATE;
    return numbers[place];
  });
  return { terminated, entered };
}

function failNoOutcome(
  file: string,
  { line, unit, episodes }: ReadSteps,
  order: Uint32Array | undefined,
  episodeStart: Uint32Array,
  e: number,
): never {
  const last = episodeStart[e + 1] - 1;
  throw new DataError(
    `${placeIn(file, unit, line[order ? order[last] : last])}: episode '${episodes[e]}' must have an outcome in its last row, got none - give it one, or say --ends truncated if runs without one are cut off`,
  );
}

interface NumberedIds {
  readonly state: Int32Array;
  readonly nextState: Int32Array;
  readonly action: Int32Array;
  readonly nStates: number;
  readonly nActions: number;
  readonly states: readonly string[] | undefined;
  readonly actions: readonly string[] | undefined;
  readonly ends: readonly NamedEnd[];
}

/** States and actions by number, as the log has them or as they are numbered. */
function numberedIds(
  file: string,
  { stateIds, actionIds }: ReadSteps,
  { state, nextState, action }: AssembledSteps,
  ends: Readonly<Record<string, number | string>>,
): NumberedIds {
  const named = Object.entries(ends).map(([name, id]) => ({
    name,
    state: stateIds ? stateIds.placeOf(id) : endNumber(file, name, id),
  }));
  const numberOf = stateIds && numbersInUse(stateIds, [state, nextState, named.map((end) => end.state)]);
  const numbers = numberOf?.numbers;
  const actions = actionIds?.inOrder();
  const renumbered = (column: Int32Array, by: Int32Array | undefined): Int32Array =>
    by ? column.map((place) => (place < 0 ? place : by[place])) : column;
  const result = {
    state: renumbered(state, numbers),
    nextState: renumbered(nextState, numbers),
    action: renumbered(action, actions?.numbers),
    ends: numbers ? named.map((end) => ({ name: end.name, state: numbers[end.state] })) : named,
  };
  const largest = Math.max(
    largestOf(result.state),
    largestOf(result.nextState),
    ...result.ends.map((end) => end.state),
  );
  return {
    ...result,
    nStates: numberOf?.names.length ?? largest + 1,
    nActions: actions?.names.length ?? largestOf(result.action) + 1,
    states: numberOf?.names,
    actions: actions?.names,
  };
}

/** Not those that only an end that means nothing names. */
function numbersInUse(
  ids: IdNumbers,
  columns: readonly ArrayLike<number>[],
): { readonly names: readonly string[]; readonly numbers: Int32Array } {
  const used = new Uint8Array(ids.count);
  for (const column of columns) for (let i = 0; i < column.length; i++) if (column[i] >= 0) used[column[i]] = 1;
  return ids.inOrder(used);
}

function endNumber(file: string, name: string, id: number | string): number {
  const state = integerFrom(id);
  if (state >= 0) return state;
  throw new DataError(
    `${file}: end '${name}' must be a state, a number from 0, got '${id}' - states that have other names are numbered by --number-states`,
  );
}

function largestOf(column: Int32Array): number {
  let largest = -1;
  for (const value of column) if (value > largest) largest = value;
  return largest;
}

/** In states that are known, an end is one of them. */
function checkEndStates(file: string, log: Trajectories): Trajectories {
  const { nEpisodes, episodeStart, nextState, episodeId, source } = log;
  for (let e = 0; e < nEpisodes; e++)
    if (nextState[episodeStart[e + 1] - 1] === NO_STATE)
      throw new DataError(
        `${file}: episode '${episodeId?.[e] ?? e}': next_state must be there after the last step, got none - name the state ${source.env === undefined ? '' : `of env ${source.env} `}that it came to`,
      );
  return log;
}
