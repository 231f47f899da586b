import { DataError } from '../../../core/errors.js';
import { type Trajectories, type TrajectoriesSource } from '../../../trajectories/trajectories.js';
import { TrajectoriesBuilder } from '../../../trajectories/trajectoriesBuilder.js';
import type { NumberArray } from '../../numpy/numberArray.js';

const N_COLUMNS = 7;
const [TIME, ACTION, FROM, TO, HIDDEN, HIDDEN_AFTER, REWARD] = [0, 1, 2, 3, 4, 5, 6];
const INT32_END = 2 ** 31;

export interface SevenColumnsOptions {
  /** Default: the largest state + 1. */
  readonly nStates: number | undefined;
  /** Default: the largest action + 1. */
  readonly nActions: number | undefined;
  readonly source: TrajectoriesSource;
}

/**
 * A log from one array of shape (episodes, steps, 7), as the code of Oberst & Sontag (2019) keeps it. Columns: time,
 * action, state, next state, hidden component before and after the step, reward.
 *
 * An episode goes to the first row whose action is −1, or to the last row. The rows after it are padding: its first may
 * still hold the state the episode ended in, and what else is in them is not looked at. In this layout it is a reward
 * that ends an episode: it is taken to have `terminated` if its last reward is not 0, and one before the last is an
 * error.
 *
 * For the sepsis simulator states and actions are numbered as here, states in `observed` (720) unless the array was
 * made with full states, and the hidden component is `diabetic`. The array does not say what it is of.
 *
 * @param name of the array, in messages
 * @returns log whose `source.horizon` is the number of steps there is room for
 * @throws DataError naming episode and step
 *
 * Source: format_dgen_samps and BatchSampler of github.com/clinicalml/gumbel-max-scm.
 */
export function sevenColumns(
  file: string,
  name: string,
  { shape, values }: NumberArray,
  { nStates, nActions, source }: SevenColumnsOptions,
): Trajectories {
  if (shape.length !== 3 || shape[2] !== N_COLUMNS)
    throw new DataError(
      `${file}: ${name} must have shape (episodes, steps, 7), got (${shape.join(', ')})${shape.length === 4 && shape[3] === N_COLUMNS ? ' - several draws an episode are to be episodes of their own: a.reshape(-1, steps, 7)' : ''}`,
    );
  const [nEpisodes, nSteps] = shape;
  if (nEpisodes === 0 || nSteps === 0)
    throw new DataError(`${file}: must hold at least one step, got shape (${shape.join(', ')})`);
  let [largestState, largestAction] = [0, 0];
  const builder = new TrajectoriesBuilder({ nStates: 0, nActions: 0, hidden: true, source: {} });
  for (let e = 0; e < nEpisodes; e++) {
    const at = (t: number, column: number): number => values[(e * nSteps + t) * N_COLUMNS + column];
    const fail = (t: number, requirement: string): never => {
      throw new DataError(`${file}: episode ${e}, t ${t}: ${requirement}`);
    };
    const integer = (t: number, column: number, what: string, count?: number): number => {
      const [value, end] = [at(t, column), count ?? INT32_END];
      if (!(Number.isInteger(value) && value >= 0 && value < end))
        fail(
          t,
          `${what} must be an integer from 0 to ${end - 1}, got ${value}${count === undefined ? '' : ' - correct it, or the number of states or actions'}`,
        );
      return value;
    };
    let length = 0;
    while (length < nSteps && at(length, ACTION) !== -1) length++;
    if (length === 0) fail(0, 'action must be ≥ 0, got -1 - leave out episodes without a step');
    for (let t = length; t < nSteps; t++)
      if (at(t, ACTION) !== -1)
        fail(t, `action must be -1 once the episode has ended at t ${length}, got ${at(t, ACTION)}`);
    const hidden = integer(0, HIDDEN, 'hidden component');
    for (let t = 0; t < length; t++) {
      if (at(t, TIME) !== t) fail(t, `time must be ${t}, got ${at(t, TIME)}`);
      const state = integer(t, FROM, 'state', nStates);
      const next = integer(t, TO, 'next state', nStates);
      const action = integer(t, ACTION, 'action', nActions);
      const reward = at(t, REWARD);
      if (t + 1 < length && at(t + 1, FROM) !== next)
        fail(t, `next state must be the state of the next step (${at(t + 1, FROM)}), got ${next}`);
      for (const column of [HIDDEN, HIDDEN_AFTER])
        if (at(t, column) !== hidden)
          fail(t, `hidden component must not change within an episode (${hidden}), got ${at(t, column)}`);
      if (!Number.isFinite(reward)) fail(t, `reward must be finite, got ${reward}`);
      if (reward !== 0 && t + 1 < length)
        fail(
          t,
          `reward must be 0 before the last step, as in this layout a reward ends the episode, got ${reward} - write the log with a column terminated, as CSV or as an archive of columns`,
        );
      builder.step(state, action, reward, next);
      largestState = Math.max(largestState, state, next);
      largestAction = Math.max(largestAction, action);
    }
    builder.endEpisode(at(length - 1, REWARD) !== 0, hidden);
  }
  return {
    ...builder.finish(),
    nStates: nStates ?? largestState + 1,
    nActions: nActions ?? largestAction + 1,
    source: { horizon: nSteps, ...source },
  };
}
