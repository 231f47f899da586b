import type { Mdp } from '../../../mdp/mdp.js';

type GymEntry = readonly [probability: number, next: number, reward: number, terminated: boolean];

/** A model as gym has it, for JSON: see `mdpFromGym`. */
export interface GymModel {
  readonly P: Readonly<Record<string, Readonly<Record<string, readonly GymEntry[]>>>>;
  readonly initial_state_distrib: Float64Array;
}

/**
 * A model as gym's table. A state in which runs end keeps to itself by every action, with reward 0; an action that is not
 * possible in a state is left out.
 */
export function gymFromMdp({ nStates, nActions, rowStart, nextState, ...mdp }: Mdp): GymModel {
  const { probability, reward, terminal, initial } = mdp;
  const rowOf = (s: number, a: number): GymEntry[] => {
    if (terminal[s] === 1) return [[1, s, 0, true]];
    const entries: GymEntry[] = [];
    for (let k = rowStart[s * nActions + a]; k < rowStart[s * nActions + a + 1]; k++)
      if (probability[k] > 0) entries.push([probability[k], nextState[k], reward[k], terminal[nextState[k]] === 1]);
    return entries;
  };
  const P: Record<string, Record<string, readonly GymEntry[]>> = {};
  for (let s = 0; s < nStates; s++) {
    P[s] = {};
    for (let a = 0; a < nActions; a++) {
      const entries = rowOf(s, a);
      if (entries.length > 0) P[s][a] = entries;
    }
  }
  return { P, initial_state_distrib: initial };
}
