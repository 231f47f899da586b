import type { Problem } from './problem.js';

/** What the log says about the process, steps of all times taken together. */
export interface FittedModel {
  /** visits[s][a]. */
  readonly visits: readonly (readonly number[])[];
  /**
   * next[s][a][s']: share of the steps from (s, a) that went on in s'. What is missing from 1 ended; all 0 if unseen.
   */
  readonly next: readonly (readonly (readonly number[])[])[];
  /** reward[s][a]: mean logged reward; 0 if unseen. */
  readonly reward: readonly (readonly number[])[];
  /** start[s]: share of the episodes that began in s. */
  readonly start: readonly number[];
}

export function fitModel(problem: Problem): FittedModel {
  const { nStates, nActions, episodes } = problem;
  const start = zeros(nStates);
  const visits = Array.from({ length: nStates }, () => zeros(nActions));
  const reward = Array.from({ length: nStates }, () => zeros(nActions));
  const next = Array.from({ length: nStates }, () => Array.from({ length: nActions }, () => zeros(nStates)));
  for (const { steps, terminated } of episodes) {
    start[steps[0].s] += 1 / episodes.length;
    steps.forEach((step, t) => {
      visits[step.s][step.a] += 1;
      reward[step.s][step.a] += step.r;
      // The state recorded after the last step of an episode that ended is no state to go on from.
      const ended = terminated && t === steps.length - 1;
      if (!ended) next[step.s][step.a][step.next] += 1;
    });
  }
  for (let s = 0; s < nStates; s++) {
    for (let a = 0; a < nActions; a++) {
      if (visits[s][a] === 0) continue;
      reward[s][a] /= visits[s][a];
      for (let to = 0; to < nStates; to++) next[s][a][to] /= visits[s][a];
    }
  }
  return { visits, next, reward, start };
}

/** Whether the target policy, from the logged starts, meets only pairs that were logged. */
export function reachesOnlySeen(problem: Problem): boolean {
  const { visits, next, start } = fitModel(problem);
  const reached = start.map((p) => p > 0);
  for (let round = 0; round < problem.nStates; round++) {
    for (let s = 0; s < problem.nStates; s++) {
      if (!reached[s]) continue;
      for (let a = 0; a < problem.nActions; a++) {
        if (problem.target[s][a] === 0) continue;
        if (visits[s][a] === 0) return false;
        for (let to = 0; to < problem.nStates; to++) if (next[s][a][to] > 0) reached[to] = true;
      }
    }
  }
  return true;
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
