import { floorState } from '../../mdp/floorState.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { Trajectories } from '../../trajectories/trajectories.js';

/** The sizes of what is over a model's states: a floor is no state that a log or a policy's file has. */
export function sizesOf(mdp: Mdp): { readonly nStates: number; readonly nActions: number } {
  return { nStates: floorState(mdp) ?? mdp.nStates, nActions: mdp.nActions };
}

/** A log over the states that a model's floor was added to as one over the model's. */
export function besideFloor(log: Trajectories, mdp: Mdp): Trajectories {
  return log.nStates === floorState(mdp) ? { ...log, nStates: mdp.nStates } : log;
}
