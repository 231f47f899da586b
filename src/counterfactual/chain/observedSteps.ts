import { DataError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type Trajectories, episodeName } from '../../trajectories/trajectories.js';
import type { ObservedStep } from './propagate.js';

/**
 * The steps of an episode in the model's terms.
 *
 * @throws DataError if the model gives an observed transition probability 0: then no mechanism can explain it
 */
export function observedSteps(mdp: Mdp, trajectories: Trajectories, episode: number): ObservedStep[] {
  const { episodeStart, state, action, nextState } = trajectories;
  const steps: ObservedStep[] = [];
  for (let i = episodeStart[episode]; i < episodeStart[episode + 1]; i++) {
    const row = state[i] * mdp.nActions + action[i];
    const entries = mdp.nextState.subarray(mdp.rowStart[row], mdp.rowStart[row + 1]);
    const entry = entries.indexOf(nextState[i]);
    if (entry < 0 || mdp.probability[mdp.rowStart[row] + entry] === 0)
      throw new DataError(
        `counterfactual: every observed transition must be possible in the model, but episode ${episodeName(trajectories, episode)}, t = ${i - episodeStart[episode]} goes from state ${name(mdp, state[i])} by action ${mdp.actionLabels?.[action[i]] ?? action[i]} to state ${name(mdp, nextState[i])}, which the model gives probability 0 - fit the model to these trajectories, or give the fit a prior`,
      );
    steps.push({ row, entry });
  }
  return steps;
}

function name(mdp: Mdp, state: number): string {
  const label = mdp.stateLabels?.[state];
  return label === undefined ? String(state) : `${state} (${label})`;
}
