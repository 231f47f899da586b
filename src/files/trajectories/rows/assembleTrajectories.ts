import { DataError } from '../../../core/errors.js';
import { NO_STATE } from '../../../trajectories/align/resolveEnds.js';
import { placeIn } from './rowUnit.js';
import { type OrderedSteps, orderSteps } from './orderSteps.js';
import { AFTER_END, type ReadSteps, TERMINATED, TRUNCATED } from './readSteps.js';

/** The steps of a log by episode. */
export interface AssembledSteps {
  readonly ordered: OrderedSteps;
  /** Shape (steps), as the columns below: in the order of the episodes. */
  readonly state: Int32Array;
  readonly action: Int32Array;
  readonly reward: Float64Array;
  /** After the last step of an episode `NO_STATE` where the log names none. */
  readonly nextState: Int32Array;
  readonly propensity: Float64Array | undefined;
  /** Shape (steps × A). */
  readonly propensities: Float64Array | undefined;
  /** Shape (n): the flags of each episode's end. */
  readonly flags: Uint8Array;
  /** Shape (n): place of each episode's outcome. */
  readonly outcome: Int32Array | undefined;
  /** Shape (n). */
  readonly hidden: Int32Array | undefined;
}

/**
 * Puts the rows of a log together into episodes, in the order in which these came. A next state that the log leaves out
 * is the state of the next step, or of the row without an action that follows the last.
 *
 * @param file opens the messages of errors
 * @param from as `orderSteps`
 * @throws DataError with the line of the first row that contradicts its episode: a t missing or twice, an end before
 *   the end, a next state that is not the next row's state, a hidden component that changes
 *
 * Cost O(steps).
 */
export function assembleTrajectories(file: string, steps: ReadSteps, from?: 0 | 1): AssembledSteps {
  const { nEpisodes, episodes, line, t, state, nextState, flags, hidden, outcome, propensity, propensities, unit } =
    steps;
  const ordered = orderSteps(file, steps, from);
  const { episodeStart, order } = ordered;
  const row = (i: number): number => (order ? order[i] : i);
  const ends = new Uint8Array(nEpisodes);
  const last = { outcome: new Int32Array(nEpisodes), hidden: new Int32Array(nEpisodes) };
  for (let e = 0; e < nEpisodes; e++) {
    const fail = (i: number, requirement: string): never => {
      const at = row(i);
      throw new DataError(
        `${placeIn(file, unit, line.at(at))}: episode '${episodes.nameOf(e)}', t ${t.at(at)}: ${requirement}`,
      );
    };
    const first = episodeStart[e];
    const end = episodeStart[e + 1] - 1;
    if (end < first) failWithoutStep(file, steps, e);
    for (let i = first; i < end; i++) {
      const [at, following] = [row(i), row(i + 1)];
      if (flags[at] !== 0)
        fail(
          i,
          `${flags[at] === TRUNCATED ? 'truncated' : 'terminated'} must be 0 before the last step, got 1 - the episode goes on to t ${t.at(row(end))}`,
        );
      if (nextState[at] === NO_STATE) nextState[at] = state[following];
      if (nextState[at] !== state[following])
        fail(
          i,
          `next_state must be the state of the next step (${named(steps, state[following])}, ${unit} ${line.at(following)}), got ${named(steps, nextState[at])}`,
        );
      if (hidden && hidden[following] !== hidden[at])
        fail(
          i + 1,
          `hidden must not change within an episode (${hidden[at]}, ${unit} ${line.at(at)}), got ${hidden[following]}`,
        );
    }
    const at = row(end);
    const after = steps.lastRows.get(e);
    if (after) checkLastRow(file, steps, e, at, after);
    ends[e] = flags[at] | (after?.flags ?? 0);
    nextState[at] = endState(nextState[at], after?.state);
    if (after && nextState[at] !== after.state && ends[e] !== TERMINATED && after.state !== NO_STATE)
      fail(
        end,
        `next_state must be the state of the row after it (${named(steps, after.state)}, ${unit} ${after.line}), got ${named(steps, nextState[at])}`,
      );
    if (hidden) last.hidden[e] = hidden[at];
    if (outcome) last.outcome[e] = after && after.outcome >= 0 ? after.outcome : outcome[at];
  }
  const inOrder = <T extends Int32Array | Float64Array>(column: T, width = 1): T =>
    order ? reordered(column, order, width) : column;
  return {
    ordered,
    state: inOrder(state),
    action: inOrder(steps.action),
    reward: inOrder(steps.reward),
    nextState: inOrder(nextState),
    propensity: propensity && inOrder(propensity),
    propensities: propensities && inOrder(propensities, propensities.length / state.length),
    flags: ends,
    outcome: outcome && last.outcome,
    hidden: hidden && last.hidden,
  };
}

function endState(own: number, after: number | undefined): number {
  return own >= 0 ? own : after !== undefined && after >= 0 ? after : NO_STATE;
}

/** A state as the file has it. */
function named({ stateIds }: ReadSteps, place: number): string {
  if (place === AFTER_END) return '-1';
  return stateIds ? `'${stateIds.nameOf(place)}'` : String(place);
}

function failWithoutStep(file: string, { lastRows, episodes, unit }: ReadSteps, e: number): never {
  throw new DataError(
    `${placeIn(file, unit, lastRows.get(e)?.line ?? 0)}: episode '${episodes.nameOf(e)}' must have a step, got only a row without an action - take it out`,
  );
}

function checkLastRow(
  file: string,
  { t, episodes, numberSteps, unit }: ReadSteps,
  e: number,
  last: number,
  after: { readonly line: number; readonly t: number },
): void {
  const lastT = t.at(last);
  const where = `${placeIn(file, unit, after.line)}: episode '${episodes.nameOf(e)}', t ${after.t}`;
  if (after.t <= lastT)
    throw new DataError(
      `${where}: action must be there before the last step, got none - the episode goes on to t ${lastT}`,
    );
  if (!numberSteps && after.t !== lastT + 1)
    throw new DataError(
      `${where}: t must count without gaps, got no ${lastT + 1} - the row is missing, or t is misnumbered; --number-steps takes the steps in the order of t`,
    );
}

function reordered<T extends Int32Array | Float64Array>(column: T, order: Uint32Array, width: number): T {
  const result = column.slice() as T;
  for (let i = 0; i < order.length; i++)
    for (let k = 0; k < width; k++) result[i * width + k] = column[order[i] * width + k];
  return result;
}
