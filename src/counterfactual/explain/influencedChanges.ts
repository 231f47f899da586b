import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { Trajectories } from '../../trajectories/trajectories.js';
import { observedModel } from '../chain/observedModel.js';
import type { CounterfactualOptions } from '../evaluate/counterfactualOptions.js';
import { actionRows } from '../rows/actionRows.js';
import { checkedRowBytes } from '../rows/rowPool.js';
import { rowInfluence } from './rowInfluence.js';

/** Of an action at a step of an episode, in a state that the run may be in then. */
export type OfAction<Value> = (episode: number, step: number, state: number, action: number) => Value;

/**
 * How much of what follows an action at a step of an episode what was observed there decides: TV(CF_t(. | s, a),
 * P(. | s, a)), the influence of the step on the event that the run is in that state, for a policy that takes that
 * action. A row of the model from which one state alone can follow, as of a pair that was logged once, has none: what is
 * promised there is promised to everyone.
 *
 * @returns in [0, 1]; 0 after the log
 * @throws DataError as `observedModel`
 *
 * Cost O(K) a question for K entries of the row, once it is known.
 */
export function actionInfluence(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: CompleteMechanism,
  options: Pick<CounterfactualOptions, 'unmodelled' | 'rowBytes'> = {},
): OfAction<number> {
  const { mdp, steps } = observedModel(model, trajectories, options.unmodelled);
  const rows = actionRows(mdp, mechanism, checkedRowBytes(options));
  let current = -1;
  let observed: ReturnType<typeof steps> = [];
  return (episode, step, state, action) => {
    if (episode !== current) [current, observed] = [episode, steps(episode)];
    return rowInfluence(mdp, rows, observed.at(step), state * mdp.nActions + action);
  };
}

/**
 * Whether another action at a step of an episode would be about this patient: whether its `actionInfluence` is at least
 * so large. For `mayChange` of a search for better decisions.
 *
 * @param least in [0, 1]; at 0 every action is, after the log as well
 * @throws ArgumentError if `least` is out of bounds; DataError as `observedModel`
 */
export function influencedChanges(
  trajectories: Trajectories,
  model: Mdp,
  mechanism: CompleteMechanism,
  least: number,
  options: Pick<CounterfactualOptions, 'unmodelled' | 'rowBytes'> = {},
): OfAction<boolean> {
  if (!(least >= 0 && least <= 1))
    throw new ArgumentError(`influencedChanges: least must be from 0 to 1, got ${least}`);
  const influence = actionInfluence(trajectories, model, mechanism, options);
  return (...action) => influence(...action) >= least;
}
