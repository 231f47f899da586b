import type { Trajectories } from '../../trajectories/trajectories.js';

/** What the tests look at: one entry a step, with classes numbered from 0. */
export interface StepColumns {
  readonly log: Trajectories;
  /** Shape (steps): row (s, a) is number s·A + a. */
  readonly pair: Int32Array;
  /** Shape (steps): what came before. 0 at the start of an episode, else 1 + the pair of the step before. */
  readonly before: Int32Array;
  /**
   * Shape (steps): class of the logged probability of the action taken; two within 1e-9 of the least of their class
   * are the same. Where a pair has more than `CHANCE_BINS` of them, those are told apart by quantiles of the pair, so many,
   * as what is nearly always another number cannot be compared: equal ones stay together. Absent where the log has none.
   */
  readonly chance?: Int32Array;
  /** Shape (steps): 0 where the process went on, also where the log breaks off; else the kind of end, from 1. */
  readonly end: Int32Array;
}

/** Quantiles that the logged probabilities of a pair are told apart by, where it has more values than that. */
export const CHANCE_BINS = 4;

/** Logged probabilities within this of each other are the same number, written twice. */
export const SAME_CHANCE = 1e-9;

/**
 * The columns of a log.
 *
 * @param kinds shape (n): how each episode ended, 0 where it did not; without it there is one kind a name of the log's
 *   ends, and one for all ends without a name
 *
 * Cost O(steps log steps) with logged probabilities, else O(steps).
 */
export function stepColumns(log: Trajectories, kinds: ArrayLike<number> = endKinds(log)): StepColumns {
  const { nEpisodes, nActions, episodeStart, state, action, propensity } = log;
  const pair = state.map((s, i) => s * nActions + action[i]);
  const before = new Int32Array(state.length);
  const end = new Int32Array(state.length);
  for (let e = 0; e < nEpisodes; e++) {
    for (let i = episodeStart[e] + 1; i < episodeStart[e + 1]; i++) before[i] = 1 + pair[i - 1];
    end[episodeStart[e + 1] - 1] = kinds[e];
  }
  return { log, pair, before, end, ...(propensity && { chance: binnedWithin(pair, chanceClasses(propensity)) }) };
}

function endKinds({ nEpisodes, episodeStart, nextState, terminated, source }: Trajectories): Int32Array {
  const names = new Map(source.ends?.map(({ name, state }) => [state, name]));
  const kinds = [...new Set(names.values())];
  return Int32Array.from({ length: nEpisodes }, (_, e) => {
    if (terminated[e] === 0) return 0;
    const name = names.get(nextState[episodeStart[e + 1] - 1]);
    return name === undefined ? kinds.length + 1 : 1 + kinds.indexOf(name);
  });
}

function chanceClasses(propensity: Float64Array): Int32Array {
  const classes = new Int32Array(propensity.length);
  const sorted = Float64Array.from(new Set(propensity)).sort();
  const classOf = new Map<number, number>();
  let [first, last] = [-Infinity, -1];
  for (const value of sorted) {
    if (value - first > SAME_CHANCE) {
      first = value;
      last += 1;
    }
    classOf.set(value, last);
  }
  for (let i = 0; i < classes.length; i++) classes[i] = classOf.get(propensity[i])!;
  return classes;
}

/**
 * Classes told apart by quantiles within each pair that has more than `CHANCE_BINS` of them: equal ones are of the bin of
 * their mean rank. Which bin a step is of hangs on probabilities alone, so that answers stay exchangeable given it.
 */
function binnedWithin(pair: Int32Array, classes: Int32Array): Int32Array {
  const order = Uint32Array.from(pair.keys()).sort((i, j) => pair[i] - pair[j] || classes[i] - classes[j]);
  const bins = classes.slice();
  for (let first = 0, end = 0; first < order.length; first = end) {
    const starts: number[] = [];
    for (; end < order.length && pair[order[end]] === pair[order[first]]; end++)
      if (end === first || classes[order[end]] !== classes[order[end - 1]]) starts.push(end);
    if (starts.length <= CHANCE_BINS) continue;
    starts.forEach((from, k) => {
      const to = k + 1 < starts.length ? starts[k + 1] : end;
      const rank = ((from + to) / 2 - first) / (end - first);
      for (let k = from; k < to; k++) bins[order[k]] = Math.floor(CHANCE_BINS * rank);
    });
  }
  return bins;
}
