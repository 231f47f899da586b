import { DataError } from '../../core/errors.js';
import type { StepSource, StepChunk } from './stepSource.js';

/** What is told of a log's episodes, one after another. */
export interface EpisodeVisitor {
  begin(name: string): void;
  /** Rows first to end − 1 of a chunk are the episode's next ones; the first of them is its step t. */
  steps(chunk: StepChunk, first: number, end: number, t: number): void;
  end(): void;
}

/**
 * Walks through the chunks of a log, checks every row, and tells visitors which rows are an episode's. An episode ends
 * where another name comes, or another file, or nothing.
 *
 * @throws DataError naming the episode and step, where rows of an episode are apart or out of order, do not join up, or
 *   hold what is out of range
 *
 * Cost O(steps).
 */
export async function walkEpisodes(source: StepSource, visitors: readonly EpisodeVisitor[]): Promise<void> {
  const walk = new EpisodeWalk(source, visitors);
  for await (const chunk of source.chunks()) walk.add(chunk);
  walk.finish();
}

/** Where a log does not say how many states there are: more than any table of them has room for. */
const MOST_IDS = 2 ** 24;

class EpisodeWalk {
  readonly #nStates: number;
  readonly #nActions: number;
  readonly #visitors: readonly EpisodeVisitor[];
  /** The episode at hand; undefined before the first. */
  #name: string | undefined;
  #file = '';
  /** Its steps so far, where the last of them led, and whether the process ended there. */
  #t = 0;
  #next = 0;
  #over = false;

  constructor({ nStates = MOST_IDS, nActions = MOST_IDS }: StepSource, visitors: readonly EpisodeVisitor[]) {
    this.#nStates = nStates;
    this.#nActions = nActions;
    this.#visitors = visitors;
  }

  add(chunk: StepChunk): void {
    const { file, names, start, t } = chunk;
    for (let k = 0; k < names.length; k++) {
      const [first, end] = [start[k], start[k + 1]];
      if (names[k] !== this.#name || (file !== this.#file && t[first] === 0)) {
        this.finish();
        this.#name = names[k];
        this.#file = file;
        this.#t = 0;
        this.#over = false;
        for (const visitor of this.#visitors) visitor.begin(names[k]);
      }
      this.#check(chunk, first, end);
      for (const visitor of this.#visitors) visitor.steps(chunk, first, end, this.#t);
      this.#t += end - first;
      this.#next = chunk.nextState[end - 1];
      this.#over = chunk.terminated[end - 1] === 1;
    }
  }

  finish(): void {
    if (this.#name === undefined) return;
    for (const visitor of this.#visitors) visitor.end();
    this.#name = undefined;
  }

  #check(chunk: StepChunk, first: number, end: number): void {
    const { t, state, action, reward, nextState, terminated, propensity } = chunk;
    for (let i = first; i < end; i++) {
      const step = this.#t + i - first;
      if (t[i] !== step) this.#failOrder(step, t[i]);
      if (step > 0) {
        const before = i > first ? nextState[i - 1] : this.#next;
        if (before !== state[i])
          this.#fail(step - 1, `next state must be the state of the next step (${state[i]}), got ${before}`);
        if (i > first ? terminated[i - 1] === 1 : this.#over)
          this.#fail(step - 1, 'terminated must be 1 on the last row of an episode alone, got it before others');
      }
      if (!(state[i] >= 0 && state[i] < this.#nStates))
        this.#fail(step, `state must be from 0 to ${this.#nStates - 1}, got ${state[i]}`);
      if (!(action[i] >= 0 && action[i] < this.#nActions))
        this.#fail(step, `action must be from 0 to ${this.#nActions - 1}, got ${action[i]}`);
      if (!(nextState[i] >= 0 && nextState[i] < this.#nStates))
        this.#fail(step, `next state must be from 0 to ${this.#nStates - 1}, got ${nextState[i]}`);
      if (!Number.isFinite(reward[i])) this.#fail(step, `reward must be finite, got ${reward[i]}`);
      if (terminated[i] > 1) this.#fail(step, `terminated must be 0 or 1, got ${terminated[i]}`);
      if (propensity && !(propensity[i] > 0 && propensity[i] <= 1))
        this.#fail(step, `propensity must be in (0, 1], got ${propensity[i]}`);
    }
  }

  #failOrder(expected: number, got: number): never {
    return this.#fail(
      got,
      `rows of an episode must be adjacent, with t from 0 in steps of 1, got t ${got} where ${expected} must come - sort the log by episode and t, as couplet aggregate --sort does`,
    );
  }

  #fail(t: number, requirement: string): never {
    throw new DataError(`${this.#file}: episode ${this.#name!}, t ${t}: ${requirement}`);
  }
}
