import { DataError } from '../../core/errors.js';
import type { CellSums, EpisodeSums, StepSums } from '../aggregates.js';
import { blockOf } from '../../trajectories/blockOf.js';
import type { EpisodeVisitor } from '../source/episodeWalk.js';
import type { StepChunk } from '../source/stepSource.js';
import { KeyedSums } from '../sums/keyedSums.js';
import { ClippedTally } from './clippedTally.js';
import { EpisodeTally } from './episodeTally.js';
import type { LogRatios } from './logRatios.js';
import type { ModelTerms } from './modelTerms.js';
import { StepTally } from './stepTally.js';

/** What the weights of a log are summed with. */
export interface WeightTallyOptions {
  readonly nStates: number;
  readonly blocks: number;
  readonly discount: number;
  /** Most steps of an episode; Infinity for any. */
  readonly horizon: number;
  /** What a model says of each step; default: nothing. */
  readonly model?: ModelTerms | undefined;
}

/** Sums what depends on the target policy: over episodes, over steps by time, and over cells (t, s, s'). */
export class WeightTally implements EpisodeVisitor {
  readonly #ratios: LogRatios;
  readonly #options: WeightTallyOptions;
  readonly #episodes: EpisodeTally;
  readonly #clipped: ClippedTally;
  readonly #steps: StepTally;
  /** Shape (B): Σ V_0(s_0). */
  readonly #firstValue: Float64Array;
  readonly #cells = new KeyedSums(3);
  /** discount^t. */
  readonly #powers: number[] = [1];
  #longest = 0;
  /** The episode at hand: its name, block, steps, log weight and return so far. */
  #name = '';
  #block = 0;
  #t = 0;
  #logWeight = 0;
  #return = 0;

  constructor(ratios: LogRatios, options: WeightTallyOptions) {
    this.#ratios = ratios;
    this.#options = options;
    this.#episodes = new EpisodeTally(options.blocks);
    this.#clipped = new ClippedTally(options.blocks);
    this.#firstValue = new Float64Array(options.blocks);
    this.#steps = new StepTally(options.blocks);
  }

  begin(name: string): void {
    this.#name = name;
    this.#block = blockOf(name, this.#options.blocks);
    this.#t = this.#logWeight = this.#return = 0;
  }

  steps(chunk: StepChunk, first: number, end: number, from: number): void {
    const { state, action, reward, nextState, terminated } = chunk;
    const { nStates, model } = this.#options;
    this.#makeRoom(chunk, from + end - first);
    for (let i = first, t = from; i < end; i++, t++) {
      const logRatio = this.#ratios.at(chunk, i, t, this.#name);
      if (model) this.#arrive(t, model.value(t, state[i]));
      this.#logWeight += logRatio;
      this.#return += this.#powers[t] * reward[i];
      const error = model ? model.error(t, state[i], action[i], reward[i]) : 0;
      this.#steps.add(this.#block, t, this.#logWeight, reward[i], error);
      const ratio = Math.exp(logRatio);
      const next = terminated[i] === 1 ? nStates : nextState[i];
      this.#cells.add(t, state[i], next, 1, ratio, ratio * reward[i]);
    }
    this.#t = from + end - first;
  }

  end(): void {
    this.#steps.end(this.#block, this.#t - 1, this.#logWeight);
    this.#episodes.add(this.#block, this.#t, this.#logWeight, this.#return);
    this.#clipped.add(this.#block, this.#logWeight, this.#return);
  }

  /** @param value what a model says of the state in which the episode at hand is at t */
  #arrive(t: number, value: number): void {
    if (t === 0) this.#firstValue[this.#block] += value;
    else this.#steps.goOn(this.#block, t - 1, this.#logWeight, value);
  }

  /** Steps of the longest episode. */
  get longest(): number {
    return this.#longest;
  }

  sums(): { episodes: EpisodeSums; steps: StepSums; cells: CellSums } {
    const { keys, sums } = this.#cells.sorted();
    const modelled = this.#options.model !== undefined;
    return {
      episodes: {
        ...this.#episodes.sums(),
        clipped: this.#clipped.sums(),
        ...(modelled && { v: this.#firstValue.slice() }),
      },
      steps: this.#steps.sums(modelled),
      cells: {
        t: keys[0],
        state: keys[1],
        nextState: keys[2],
        count: sums[0],
        ratio: sums[1],
        ratioReward: sums[2],
      },
    };
  }

  #makeRoom({ file }: StepChunk, length: number): void {
    if (length <= this.#longest) return;
    const { horizon, discount } = this.#options;
    if (length > horizon)
      throw new DataError(
        `${file}: episode ${this.#name}: must have at most the horizon's ${horizon} steps, got ${length} or more - give a horizon of at least the longest episode`,
      );
    this.#longest = length;
    while (this.#powers.length < length) this.#powers.push(discount ** this.#powers.length);
  }
}
