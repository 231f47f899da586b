import { DataError } from '../../core/errors.js';
import type { Policy } from '../../mdp/policy.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { HiddenModel } from './hiddenModel.js';

const REQUIREMENT = 'counterfactual: every episode must be possible in the model, whatever is hidden, but';

/** The error of an episode that begins where no run of the model does. */
export function impossibleStart(trajectories: Trajectories, { abstraction }: HiddenModel, episode: number): DataError {
  const s = trajectories.state[trajectories.episodeStart[episode]];
  return new DataError(
    `${REQUIREMENT} episode ${episodeName(trajectories, episode)} begins in state ${named(abstraction.to, s)}, behind which no run of the model begins - give the model a start there, or leave the episode out`,
  );
}

export interface ImpossibleStep {
  readonly episode: number;
  /** Of the step, among all steps of the log. */
  readonly i: number;
  /** States that the episode may have been in before it. */
  readonly states: Uint32Array;
  /** Over the states of the model. */
  readonly behaviour: Policy | undefined;
}

/**
 * The error of an episode that has come to a step which nothing that may be hidden allows. No rule helps: which row one
 * more case would have to be added to is what is hidden.
 */
export function impossibleStep(
  trajectories: Trajectories,
  { mdp, abstraction }: HiddenModel,
  { episode, i, states, behaviour }: ImpossibleStep,
): DataError {
  const { episodeStart, state, action, nextState } = trajectories;
  const a = mdp.actionLabels?.[action[i]] ?? action[i];
  const at = `episode ${episodeName(trajectories, episode)}, t = ${i - episodeStart[episode]}`;
  const from = named(abstraction.to, state[i]);
  const behind = `of the ${states.length} states of the model that it may have been in`;
  if (behaviour && states.every((x) => behaviour.probability[x * mdp.nActions + action[i]] === 0))
    return new DataError(
      `${REQUIREMENT} ${at} takes action ${a} in state ${from}, which the behaviour does in none ${behind} - leave the behaviour out, or soften it`,
    );
  return new DataError(
    `${REQUIREMENT} ${at} goes from state ${from} by action ${a} to state ${named(abstraction.to, nextState[i])}, which none ${behind} allows - give a model that allows it, as of the same environment and parameters, or leave the episode out; the step cannot be added to the model as one more case, as the row to add it to is hidden`,
  );
}

function named(space: { readonly label: (state: number) => string }, state: number): string {
  const label = space.label(state);
  return label === String(state) ? label : `${state} (${label})`;
}
