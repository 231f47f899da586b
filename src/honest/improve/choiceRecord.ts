import type { Trajectories } from '../../trajectories/trajectories.js';

/** What clinicians did in each state, and what followed: all that advice is learned from. */
export interface ChoiceRecord {
  readonly nStates: number;
  readonly nActions: number;
  readonly nEpisodes: number;
  /** Shape (S): visits n(s). */
  readonly visits: Uint32Array;
  /** Shape (S·A): cases n(s, a). */
  readonly cases: Uint32Array;
  /** Shape (S): mean return that followed a visit, as if one more visit had paid the mean return of a run. */
  readonly stateReturn: Float64Array;
  /** Shape (S·A): the same of each pair, as if one more case had paid the state's. */
  readonly pairReturn: Float64Array;
}

/**
 * Counts the choices of a log's episodes, and what followed each until the end of its run:
 *
 *     V(s) = (Σ G_t over visits of s + mean G_0) / (n(s) + 1),  Q(s, a) = (Σ G_t over its cases + V(s)) / (n(s, a) + 1).
 *
 * These are returns of runs and not values of a fitted model, which would need the states to be Markov.
 *
 * @param episodes indices, at least one; default all
 * @param discount in [0, 1] - Cost O(steps + S·A).
 */
export function choiceRecord(
  log: Trajectories,
  discount: number,
  episodes: ArrayLike<number> = Array.from({ length: log.nEpisodes }, (_, e) => e),
): ChoiceRecord {
  const { nStates, nActions, episodeStart, state, action, reward } = log;
  const visits = new Uint32Array(nStates);
  const cases = new Uint32Array(nStates * nActions);
  const stateReturn = new Float64Array(nStates);
  const pairReturn = new Float64Array(nStates * nActions);
  let total = 0;
  for (let k = 0; k < episodes.length; k++) {
    const e = episodes[k];
    let later = 0;
    for (let i = episodeStart[e + 1] - 1; i >= episodeStart[e]; i--) {
      later = reward[i] + discount * later;
      const pair = state[i] * nActions + action[i];
      visits[state[i]] += 1;
      cases[pair] += 1;
      stateReturn[state[i]] += later;
      pairReturn[pair] += later;
    }
    total += later;
  }
  const mean = total / episodes.length;
  for (let s = 0; s < nStates; s++) stateReturn[s] = (stateReturn[s] + mean) / (visits[s] + 1);
  for (let pair = 0; pair < pairReturn.length; pair++)
    pairReturn[pair] = (pairReturn[pair] + stateReturn[Math.floor(pair / nActions)]) / (cases[pair] + 1);
  return { nStates, nActions, nEpisodes: episodes.length, visits, cases, stateReturn, pairReturn };
}

/** Share of choice a among the visits of state s, pî_b(a | s); 0 in a state that was never visited. */
export function choiceShare({ nActions, visits, cases }: ChoiceRecord, state: number, action: number): number {
  return visits[state] > 0 ? cases[state * nActions + action] / visits[state] : 0;
}
