import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Assumption, findAssumption } from '../../mechanisms/bounds/registry.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import { observedModel } from '../chain/observedModel.js';
import { checkTrajectoriesFit } from '../checkProblem.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { actionRows } from '../rows/actionRows.js';
import { boundedRows, boundedStep } from '../rows/boundedRows.js';
import { checkedRowBytes } from '../rows/rowPool.js';

export interface NextStatesProblem {
  /** Log over the states of the model. */
  readonly trajectories: Trajectories;
  readonly mdp: Mdp;
  readonly mechanism: CompleteMechanism;
}

export interface NextStatesOptions extends Pick<CounterfactualOptions, 'unmodelled' | 'rowBytes'> {
  /** What bounds are under; default `none`: whatever the mechanism. */
  readonly assumption?: Assumption;
}

/** What may follow a state and an action at a step of an episode, given what was observed there. */
export interface NextStates {
  /** Shape (K), increasing: those that the model or what was observed leaves possible. */
  readonly state: Uint32Array;
  /** Shape (K): CF(s~' | observed), under the mechanism. */
  readonly chance: Float64Array;
  /** Shape (K): the least that it is under the assumption. */
  readonly lower: Float64Array;
  /** Shape (K): the greatest. */
  readonly upper: Float64Array;
  /** Shape (K): P(s~' | s~, a~), the model's own, as if nothing were known of this episode. */
  readonly model: Float64Array;
  /** The state that was observed to follow; undefined after the log. */
  readonly observed: number | undefined;
}

/** For an episode, a step, and the state and the action that are supposed there. */
export type NextStatesOf = (episode: number, t: number, state: number, action: number) => NextStates;

/**
 * Makes ready to ask what would have followed a state and an action, whatever was taken: a counterfactual row with its
 * bounds and the row of the model. After the log, and in a step that is skipped, all three are the same.
 *
 * Mechanisms that draw anew where nothing changes, such as `independent`, may lie outside the bounds there.
 *
 * @returns fresh arrays, for each call
 * @throws ArgumentError if log and model do not fit each other; DataError as `observedModel`; in use, ArgumentError on
 *   what there cannot be, and on an action that is not possible in the state or a state in which runs end
 *
 * Cost of a call O(K log K).
 *
 * @example
 * // A patient who was left to wait, and died: what, had they been treated?
 * const mdp = createEnv('triage').exactModel!();
 * const log = simulate(createRng(3), mdp, tabular([0, 0, 0, 0], 2), { episodes: 1, horizon: 1 });
 * const next = prepareNextStates({ trajectories: log, mdp, mechanism: completeMechanism(gumbelMax()) });
 * const { chance, lower, upper, model } = next(0, 0, log.state[0], 1);
 * [chance, lower, upper, model].map((row) => row[0].toFixed(2)) // ['0.50', '0.00', '0.50', '0.25']
 */
export function prepareNextStates(
  { trajectories, mdp: model, mechanism }: NextStatesProblem,
  options: NextStatesOptions = {},
): NextStatesOf {
  const { assumption = findAssumption('none') } = options;
  checkTrajectoriesFit('nextStates', trajectories, model);
  const { mdp, steps: stepsOf } = observedModel(model, trajectories, options.unmodelled);
  const bytes = checkedRowBytes(options) / 2;
  const rows = actionRows(mdp, mechanism, bytes);
  const bounded = boundedRows(mdp, assumption, bytes);
  return (episode, t, state, action) => {
    checkQuestion(model, trajectories, episode, t, state, action);
    const step = stepsOf(episode)[t];
    const row = state * model.nActions + action;
    const found = new Map<number, { chance: number; lower: number; upper: number; model: number }>();
    const at = (entry: number): { chance: number; lower: number; upper: number; model: number } => {
      const next = mdp.nextState[entry];
      const known = found.get(next) ?? { chance: 0, lower: 0, upper: 0, model: 0 };
      found.set(next, known);
      return known;
    };
    for (let entry = model.rowStart[row]; entry < model.rowStart[row + 1]; entry++)
      if (model.probability[entry] > 0) at(entry).model = model.probability[entry];
    rows.find(step, row);
    const { page, start, end } = rows.pool;
    for (let k = start; k < end; k++) at(page.integer[k]).chance = page.number[k];
    const { entry, bounds } = boundedStep(bounded, mdp, step, row);
    entry.forEach((one, k) => Object.assign(at(one), { lower: bounds.lower[k], upper: bounds.upper[k] }));
    const states = Uint32Array.from(found.keys()).sort();
    const column = (of: 'chance' | 'lower' | 'upper' | 'model'): Float64Array =>
      Float64Array.from(states, (s) => found.get(s)![of]);
    const i = trajectories.episodeStart[episode] + t;
    return {
      state: states,
      ...{ chance: column('chance'), lower: column('lower'), upper: column('upper'), model: column('model') },
      observed: i < trajectories.episodeStart[episode + 1] ? trajectories.nextState[i] : undefined,
    };
  };
}

function checkQuestion(
  { nStates, nActions, terminal, rowStart }: Mdp,
  trajectories: Trajectories,
  ...[episode, t, state, action]: Parameters<NextStatesOf>
): void {
  const index = (what: string, value: number, size: number): void => {
    if (!(Number.isInteger(value) && value >= 0 && value < size))
      throw new ArgumentError(`nextStates: ${what} must be an index from 0 to ${size - 1}, got ${value}`);
  };
  index('episode', episode, trajectories.nEpisodes);
  index('state', state, nStates);
  index('action', action, nActions);
  if (!(Number.isInteger(t) && t >= 0)) throw new ArgumentError(`nextStates: t must be an integer ≥ 0, got ${t}`);
  const where = `step ${t} of episode ${episodeName(trajectories, episode)}`;
  if (terminal[state] === 1)
    throw new ArgumentError(`nextStates: a run must go on in the state, but runs end in ${state}, got it for ${where}`);
  const row = state * nActions + action;
  if (rowStart[row] === rowStart[row + 1])
    throw new ArgumentError(
      `nextStates: the action must be possible in the state, but ${action} is not in ${state}, got it for ${where}`,
    );
}
