import { createRng } from '../src/core/random/rng.js';
import type { Mdp } from '../src/mdp/mdp.js';

/** How many successors a row of a random model has. */
const SUCCESSORS = 10;
const ACTIONS = 4;

/** Bytes of the entries, rows and states of a model. */
export function bytesOf({ rowStart, nextState, probability, reward, initial, terminal, outcome }: Mdp): number {
  return [rowStart, nextState, probability, reward, initial, terminal, outcome].reduce(
    (sum, array) => sum + array.byteLength,
    0,
  );
}

/**
 * A square grid: steps to the four sides, that slip to either hand with probability .05 each and stay at a wall. The
 * last corner is an end and pays 1; runs begin anywhere.
 */
export function gridModel(side: number): Mdp {
  const nStates = side * side;
  const builder = new RowBuilder(nStates, 3);
  const goal = nStates - 1;
  const moves = [
    [-1, 0],
    [0, 1],
    [1, 0],
    [0, -1],
  ];
  for (let s = 0; s < nStates; s++) {
    const [y, x] = [Math.floor(s / side), s % side];
    const to = moves.map(([dy, dx]) => {
      const [ny, nx] = [y + dy, x + dx];
      return ny < 0 || ny >= side || nx < 0 || nx >= side ? s : ny * side + nx;
    });
    for (let a = 0; a < ACTIONS; a++) {
      if (s === goal) builder.row([]);
      else
        builder.row(
          [
            [to[a], 0.9],
            [to[(a + 1) % 4], 0.05],
            [to[(a + 3) % 4], 0.05],
          ].map(([next, p]) => [next, p, next === goal ? 1 : 0]),
        );
    }
  }
  return builder.model(goal);
}

/**
 * Ten successors of each pair drawn from all states, with random probabilities; a pair pays between 0 and 1. No ends.
 */
export function randomModel(nStates: number): Mdp {
  const rng = createRng(1);
  const builder = new RowBuilder(nStates, SUCCESSORS);
  for (let row = 0; row < nStates * ACTIONS; row++) {
    const weights = Array.from({ length: SUCCESSORS }, () => rng.exponential());
    const sum = weights.reduce((a, b) => a + b);
    const reward = rng.uniform();
    builder.row(weights.map((w) => [Math.floor(rng.uniform() * nStates), w / sum, reward]));
  }
  return builder.model();
}

/** Puts rows together without an array an entry in memory beside the model. */
class RowBuilder {
  readonly #rowStart: Uint32Array;
  readonly #nextState: Uint32Array;
  readonly #probability: Float64Array;
  readonly #reward: Float64Array;
  #rows = 0;
  #size = 0;

  constructor(
    private readonly nStates: number,
    perRow: number,
  ) {
    const room = nStates * ACTIONS * perRow;
    this.#rowStart = new Uint32Array(nStates * ACTIONS + 1);
    this.#nextState = new Uint32Array(room);
    this.#probability = new Float64Array(room);
    this.#reward = new Float64Array(room);
  }

  /** @param entries next state, probability and reward; equal next states are put together */
  row(entries: readonly (readonly number[])[]): void {
    for (const [next, p, r] of [...entries].sort((a, b) => a[0] - b[0])) {
      if (this.#size > this.#rowStart[this.#rows] && this.#nextState[this.#size - 1] === next)
        this.#probability[this.#size - 1] += p;
      else {
        this.#nextState[this.#size] = next;
        this.#probability[this.#size] = p;
        this.#reward[this.#size++] = r;
      }
    }
    this.#rowStart[++this.#rows] = this.#size;
  }

  model(end?: number): Mdp {
    const { nStates } = this;
    const outcome = new Uint8Array(nStates);
    if (end !== undefined) outcome[end] = 1;
    return {
      nStates,
      nActions: ACTIONS,
      rowStart: this.#rowStart,
      nextState: this.#nextState.subarray(0, this.#size),
      probability: this.#probability.subarray(0, this.#size),
      reward: this.#reward.subarray(0, this.#size),
      initial: new Float64Array(nStates).fill(1 / nStates),
      terminal: outcome.slice(),
      outcomes: [
        { name: 'ongoing', reward: 0 },
        { name: 'goal', reward: 1 },
      ],
      outcome,
      source: {},
    };
  }
}
