import type { TransitionSums } from '../aggregates.js';
import type { EpisodeVisitor } from '../source/episodeWalk.js';
import type { StepChunk } from '../source/stepSource.js';
import { KeyedSums } from './keyedSums.js';

/** Counts the transitions of a log, sums their rewards, and counts where episodes start. */
export class TransitionTally implements EpisodeVisitor {
  readonly #sums = new KeyedSums(2);
  #first = new Float64Array(64);
  #largestState = -1;
  #largestAction = -1;

  begin(): void {
    // The first row says where.
  }

  steps({ state, action, reward, nextState, terminated }: StepChunk, first: number, end: number, t: number): void {
    if (t === 0) this.#start(state[first]);
    const sums = this.#sums;
    for (let i = first; i < end; i++) {
      sums.add(state[i], action[i], 2 * nextState[i] + terminated[i], 1, reward[i]);
      if (state[i] > this.#largestState) this.#largestState = state[i];
      if (action[i] > this.#largestAction) this.#largestAction = action[i];
    }
    // All other next states are states of the next row.
    if (nextState[end - 1] > this.#largestState) this.#largestState = nextState[end - 1];
  }

  end(): void {
    // Nothing is left open.
  }

  get nStates(): number {
    return this.#largestState + 1;
  }

  get nActions(): number {
    return this.#largestAction + 1;
  }

  counts(): TransitionSums {
    const { keys, sums } = this.#sums.sorted();
    const [state, action, nextAndEnd] = keys;
    return {
      state,
      action,
      nextState: nextAndEnd.map((key) => key >> 1),
      terminated: Uint8Array.from(nextAndEnd, (key) => key & 1),
      count: sums[0],
      reward: sums[1],
    };
  }

  /** Shape (S). */
  first(nStates: number): Float64Array {
    const first = new Float64Array(nStates);
    first.set(this.#first.subarray(0, nStates));
    return first;
  }

  #start(state: number): void {
    if (state >= this.#first.length) {
      const grown = new Float64Array(2 * (state + 1));
      grown.set(this.#first);
      this.#first = grown;
    }
    this.#first[state] += 1;
  }
}
