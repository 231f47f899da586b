import { ArgumentError, DataError } from '../../../core/errors.js';
import { checkTrajectories } from '../../../trajectories/checkTrajectories.js';
import type { Trajectories, TrajectoriesSource } from '../../../trajectories/trajectories.js';
import { takenForProbabilities } from '../columns/findColumns.js';
import type { LogColumn } from '../columns/logColumn.js';
import { type FlatEpisodes, flatEpisodes } from './flatEpisodes.js';
import type { StepArrays } from './stepArrays.js';

export interface FlatArraysOptions {
  readonly names: Readonly<Record<LogColumn, string>>;
  /** Number of states that the arrays speak of; default: the largest + 1. */
  readonly nStates: number | undefined;
  /** Default: what the archive says (`n_actions`, or a propensity for each), else the largest action + 1. */
  readonly nActions: number | undefined;
  readonly source: TrajectoriesSource;
  readonly say: ((sentence: string) => void) | undefined;
}

/**
 * A log from arrays with one entry a step, the steps of each episode together and in order:
 *
 * - `state`, `action`, `reward`;
 * - `terminated`, or `done` and `terminal`, and where they are there `episode`, `t`, `n_trajectories`,
 *   `step_per_trajectory`: see `flatEpisodes`;
 * - where they are there `next_state`, `hidden`, `propensity` (or `pscore`), and `propensity_0` to `propensity_{A-1}` (or
 *   `p0` to `p{A-1}`, or `propensities` of shape (steps, A)).
 *
 * SCOPE-RL's logged datasets are such arrays once they are saved: `numpy.savez('log.npz', **dataset)`. They keep no
 * state after the last step of an episode. Without `next_state` it is therefore one of two that are added after the
 * others: S, the end, and S + 1, cut off, which no step leaves. Weights do not look at it; a model fitted to the log
 * takes a cut-off to be worth 0 from there on.
 *
 * @throws DataError naming the array and index, or episode and step, of what is wrong
 *
 * Source: SyntheticDataset of github.com/hakuhodo-technologies/scope-rl.
 */
export function flatArrays(
  file: string,
  arrays: StepArrays,
  { names, nStates, nActions, source, say }: FlatArraysOptions,
): Trajectories {
  const state = arrays.integers(names.state, 0, nStates);
  const action = arrays.integers(names.action, 0, nActions);
  const episodes = flatEpisodes(file, arrays, names);
  const { episodeStart, terminated, number } = episodes;
  const given = arrays.has(names.next_state) ? arrays.integers(names.next_state, 0, nStates) : undefined;
  const S = nStates ?? Math.max(largest(state), given ? largest(given) : 0) + 1;
  const chances = propensities(file, arrays, names, nActions, say);
  const A = nActions ?? chances?.nActions ?? arrays.count('n_actions') ?? largest(action) + 1;
  const propensity = [names.propensity, 'pscore'].find((name) => arrays.has(name));
  const horizon = arrays.count('step_per_trajectory');
  const log: Trajectories = {
    nEpisodes: terminated.length,
    nStates: given ? S : S + 2,
    nActions: A,
    episodeStart,
    state,
    action,
    reward: arrays.numbers(names.reward),
    nextState: given ?? followingStates(state, episodes, S),
    terminated,
    ...(propensity !== undefined && { propensity: arrays.numbers(propensity) }),
    ...(chances && { propensities: chances.values }),
    ...(arrays.has(names.hidden) && {
      hidden: oneAnEpisode(file, names.hidden, arrays.integers(names.hidden, -(2 ** 31)), episodeStart),
    }),
    ...(number?.some((n, e) => n !== e) && { episodeId: number.map(String) }),
    source: { ...(horizon !== undefined && { horizon }), ...source },
  };
  try {
    checkTrajectories(log, file);
  } catch (error) {
    // The same requirement, but it is the file that breaks it.
    throw error instanceof ArgumentError ? new DataError(error.message, { cause: error }) : error;
  }
  if (!chances || propensity !== undefined) return log;
  // With the full vector the probability of the action taken is known too.
  return { ...log, propensity: Float64Array.from(action, (a, i) => chances.values[i * A + a]) };
}

/** The next step's state; after the last, the end, or what stands for being cut off. */
function followingStates(state: Int32Array, { episodeStart, terminated }: FlatEpisodes, end: number): Int32Array {
  const result = new Int32Array(state.length);
  result.set(state.subarray(1));
  for (let e = 0; e < terminated.length; e++) result[episodeStart[e + 1] - 1] = terminated[e] === 1 ? end : end + 1;
  return result;
}

function propensities(
  file: string,
  arrays: StepArrays,
  { propensity_: prefix, propensities: table }: Readonly<Record<LogColumn, string>>,
  nActions: number | undefined,
  say: ((sentence: string) => void) | undefined,
): { readonly nActions: number; readonly values: Float64Array } | undefined {
  const given = (name: string): Float64Array[] => {
    const found: Float64Array[] = [];
    while (arrays.has(`${name}${found.length}`)) found.push(arrays.numbers(`${name}${found.length}`));
    return found;
  };
  const checked = (count: number): void => {
    if (nActions !== undefined && count !== nActions)
      throw new DataError(
        `${file}: propensity arrays must be one for each of the ${nActions} actions, got ${count} - correct the arrays, or the number of actions`,
      );
  };
  const long = given(prefix);
  if (arrays.has(table)) {
    if (long.length > 0)
      throw new DataError(
        `${file}: must have the probabilities of all actions once, got '${table}' and '${prefix}0' - leave out the one or the other`,
      );
    const { width, values } = arrays.table(table);
    checked(width);
    return { nActions: width, values };
  }
  const short = long.length === 0 ? given('p') : [];
  const isShort = short.length > 1 && short.length === (nActions ?? short.length);
  if (isShort) say?.(takenForProbabilities(short.length));
  const columns = isShort ? short : long;
  if (columns.length === 0) return undefined;
  checked(columns.length);
  const values = new Float64Array(arrays.nSteps * columns.length);
  columns.forEach((column, a) => {
    for (let i = 0; i < column.length; i++) values[i * columns.length + a] = column[i];
  });
  return { nActions: columns.length, values };
}

function oneAnEpisode(file: string, name: string, column: Int32Array, episodeStart: Uint32Array): Int32Array {
  const result = new Int32Array(episodeStart.length - 1);
  for (let e = 0; e < result.length; e++) {
    result[e] = column[episodeStart[e]];
    for (let i = episodeStart[e]; i < episodeStart[e + 1]; i++)
      if (column[i] !== result[e])
        throw new DataError(
          `${file}: ${name} must not change within an episode (${result[e]} at index ${episodeStart[e]}), got ${column[i]} at index ${i}`,
        );
  }
  return result;
}

function largest(column: Int32Array): number {
  return column.reduce((most, value) => Math.max(most, value), -1);
}
