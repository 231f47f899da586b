import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';
import type { Trajectories } from '../../src/trajectories/trajectories.js';
import { type RunSums, type RunsProblem, counterfactualRuns } from './counterfactualRuns.js';

/** A log whose states are `shown[x]` of the states x of a model. */
export interface HiddenProblem extends RunsProblem {
  /** Shape (S): what a state of the model shows as. */
  readonly shown: Uint32Array;
  /** Who acted, over the states of the model. */
  readonly behaviour: Policy | undefined;
}

/** Below it a product of probabilities may have lost digits. */
const LEAST = 1e-250;

/** One path of model states that an episode may have taken. */
export interface HiddenPath {
  /** Length T + 1. */
  readonly states: readonly number[];
  /** Given the episode. */
  readonly probability: number;
}

/**
 * Every path of model states behind an episode, one after the other, with what the episode says of it; none where their
 * probabilities are too small to be told apart.
 */
export function enumeratePaths(
  { log, mdp, shown, behaviour }: Pick<HiddenProblem, 'log' | 'mdp' | 'shown' | 'behaviour'>,
  e: number,
): HiddenPath[] {
  const first = log.episodeStart[e];
  const length = log.episodeStart[e + 1] - first;
  const found: { states: number[]; weight: number }[] = [];
  const visit = (states: number[], weight: number): void => {
    const t = states.length - 1;
    const x = states[t];
    if (t === length) {
      found.push({ states, weight });
      return;
    }
    if (mdp.terminal[x] === 1) return;
    const a = log.action[first + t];
    const chosen = behaviour?.probability[x * mdp.nActions + a] ?? 1;
    for (let y = 0; y < mdp.nStates; y++) {
      if (shown[y] !== log.nextState[first + t]) continue;
      if (t === length - 1 && mdp.terminal[y] !== log.terminated[e]) continue;
      const p = chosen * chanceOf(mdp, x, a, y);
      if (p > 0) visit([...states, y], weight * p);
    }
  };
  for (let x = 0; x < mdp.nStates; x++)
    if (shown[x] === log.state[first] && mdp.initial[x] > 0) visit([x], mdp.initial[x]);
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  if (total < LEAST) return [];
  return found.map(({ states, weight }) => ({ states, probability: weight / total }));
}

/** The counterfactual runs of an episode, over those of each path that may be behind it. */
export function hiddenRuns(problem: HiddenProblem, e: number): RunSums {
  const { log, mdp } = problem;
  const total = { mean: 0, second: 0, steps: 0, outcomes: mdp.outcomes.map(() => 0) };
  for (const { states, probability } of enumeratePaths(problem, e)) {
    const known: Trajectories = {
      ...log,
      nEpisodes: 1,
      nStates: mdp.nStates,
      episodeStart: Uint32Array.of(0, states.length - 1),
      state: Int32Array.from(states.slice(0, -1)),
      action: log.action.subarray(log.episodeStart[e], log.episodeStart[e + 1]),
      reward: log.reward.subarray(log.episodeStart[e], log.episodeStart[e + 1]),
      nextState: Int32Array.from(states.slice(1)),
    };
    const runs = counterfactualRuns({ ...problem, log: known }, 0);
    total.mean += probability * runs.mean;
    total.second += probability * runs.second;
    total.steps += probability * runs.steps;
    runs.outcomes.forEach((chance, o) => (total.outcomes[o] += probability * chance));
  }
  return total;
}

function chanceOf(mdp: Mdp, x: number, a: number, y: number): number {
  const row = x * mdp.nActions + a;
  for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) if (mdp.nextState[k] === y) return mdp.probability[k];
  return 0;
}
