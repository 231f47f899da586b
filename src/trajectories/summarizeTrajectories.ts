import { quantile } from '../core/statistics/quantile.js';
import { episodeLengths } from './episodeLengths.js';
import { episodeReturns } from './episodeReturns.js';
import type { Trajectories } from './trajectories.js';

/** Least, middle and greatest of some numbers, with their mean. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly mean: number;
  readonly greatest: number;
}

/** A state in which runs stop, and how many did so in which way. */
export interface LogEnd {
  readonly state: number;
  readonly terminated: number;
  readonly truncated: number;
}

/** What a log holds, in figures that its owner can compare with what they know of it. */
export interface TrajectoriesSummary {
  readonly nEpisodes: number;
  readonly nSteps: number;
  readonly nStates: number;
  /** How many different states steps start from or lead to. */
  readonly statesSeen: number;
  readonly nActions: number;
  readonly actionsSeen: number;
  /** Different pairs of state and action. */
  readonly pairsSeen: number;
  readonly length: Spread;
  readonly terminated: number;
  readonly truncated: number;
  /** Where terminated runs stop, most frequent first, ties by state. */
  readonly ends: readonly LogEnd[];
  readonly reward: Spread;
  /** Different rewards with how often they came, in increasing order; undefined where there are more than twelve. */
  readonly rewards: readonly { readonly reward: number; readonly count: number }[] | undefined;
  /** Whether no step but the last of a run has a reward that is not 0. */
  readonly rewardAtEndOnly: boolean;
  /** Sum of a run's rewards, undiscounted. */
  readonly return: Spread;
  /** What is known of the behaviour policy's probabilities at each step. */
  readonly propensities: 'none' | 'taken' | 'all';
  /** Probabilities of the actions that were taken; undefined where none are known. */
  readonly propensity: Spread | undefined;
  readonly hidden: boolean;
}

const MOST_REWARDS = 12;

/** Counts and spreads of a log. Cost O(steps · log steps), for the medians. */
export function summarizeTrajectories(log: Trajectories): TrajectoriesSummary {
  const { nEpisodes, nStates, nActions, episodeStart, state, action, reward, nextState, terminated } = log;
  const seen = new Uint8Array(nStates);
  const actions = new Uint8Array(nActions);
  const pairs = new Set<number>();
  for (let i = 0; i < state.length; i++) {
    seen[state[i]] = 1;
    seen[nextState[i]] = 1;
    actions[action[i]] = 1;
    pairs.add(state[i] * nActions + action[i]);
  }
  const nTerminated = sum(terminated);
  return {
    nEpisodes,
    nSteps: state.length,
    nStates,
    statesSeen: sum(seen),
    nActions,
    actionsSeen: sum(actions),
    pairsSeen: pairs.size,
    length: spread(episodeLengths(log)),
    terminated: nTerminated,
    truncated: nEpisodes - nTerminated,
    ends: endsOf(log),
    reward: spread(reward),
    rewards: differentRewards(reward),
    rewardAtEndOnly: everyRun(episodeStart, (first, last) => reward.subarray(first, last).every((r) => r === 0)),
    return: spread(episodeReturns(log)),
    propensities: log.propensities ? 'all' : log.propensity ? 'taken' : 'none',
    propensity: log.propensity && spread(log.propensity),
    hidden: log.hidden !== undefined,
  };
}

function endsOf({ nEpisodes, episodeStart, nextState, terminated }: Trajectories): LogEnd[] {
  const ends = new Map<number, { terminated: number; truncated: number }>();
  for (let e = 0; e < nEpisodes; e++) {
    const last = nextState[episodeStart[e + 1] - 1];
    const end = ends.get(last) ?? { terminated: 0, truncated: 0 };
    end[terminated[e] === 1 ? 'terminated' : 'truncated'] += 1;
    ends.set(last, end);
  }
  return [...ends]
    .map(([state, counts]) => ({ state, ...counts }))
    .filter((end) => end.terminated > 0)
    .sort((a, b) => b.terminated - a.terminated || a.state - b.state);
}

function differentRewards(reward: Float64Array): TrajectoriesSummary['rewards'] {
  const counts = new Map<number, number>();
  for (const r of reward) {
    counts.set(r, (counts.get(r) ?? 0) + 1);
    if (counts.size > MOST_REWARDS) return undefined;
  }
  return [...counts].sort(([a], [b]) => a - b).map(([r, count]) => ({ reward: r, count }));
}

function everyRun(episodeStart: Uint32Array, holds: (first: number, last: number) => boolean): boolean {
  for (let e = 0; e + 1 < episodeStart.length; e++) if (!holds(episodeStart[e], episodeStart[e + 1] - 1)) return false;
  return true;
}

function spread(values: Float64Array | Uint32Array): Spread {
  const sorted = values.slice().sort();
  return {
    least: sorted[0],
    median: quantile(sorted, 0.5),
    mean: sum(values) / values.length,
    greatest: sorted[sorted.length - 1],
  };
}

function sum(values: Float64Array | Uint32Array | Uint8Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
