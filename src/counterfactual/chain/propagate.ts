import type { Mdp } from '../../mdp/mdp.js';
import type { CounterfactualRows } from '../rows/counterfactualRows.js';
import type { ObservedStep } from '../rows/observedStep.js';

/**
 * The counterfactual chain at one time: for each state the probability of being there, and the first two moments of the
 * return earned so far on that event. All shapes (S).
 */
export interface ChainState {
  readonly mass: Float64Array;
  /** E[G so far; state]. */
  readonly first: Float64Array;
  /** E[(G so far)²; state]. */
  readonly second: Float64Array;
  /** The states with mass, in no order; `size` of them. */
  readonly support: Uint32Array;
  size: number;
}

export function emptyChainState(nStates: number): ChainState {
  return {
    mass: new Float64Array(nStates),
    first: new Float64Array(nStates),
    second: new Float64Array(nStates),
    support: new Uint32Array(nStates),
    size: 0,
  };
}

/** Makes `chain` a point mass, with nothing earned. */
export function startAt(chain: ChainState, state: number): void {
  clear(chain);
  add(chain, state, 1, 0, 0);
}

export function clear(chain: ChainState): void {
  for (let i = 0; i < chain.size; i++) {
    const s = chain.support[i];
    chain.mass[s] = chain.first[s] = chain.second[s] = 0;
  }
  chain.size = 0;
}

function add(chain: ChainState, state: number, mass: number, first: number, second: number): void {
  if (chain.mass[state] === 0) chain.support[chain.size++] = state;
  chain.mass[state] += mass;
  chain.first[state] += first;
  chain.second[state] += second;
}

/**
 * Carries the counterfactual distribution one step forward: P(s~' ) = sum_{s~, a~} P(s~) e(a~|s~) CF(s~' | observed).
 * Ended runs stay where they are. With `observed` undefined the model's own rows serve.
 *
 * @param weight discount^t, the weight of this step's reward
 * @param to overwritten
 *
 * Cost: the entries of the rows of all states that have mass.
 */
export function propagate(
  rows: CounterfactualRows,
  mdp: Mdp,
  observed: ObservedStep | undefined,
  weight: number,
  from: ChainState,
  to: ChainState,
): void {
  clear(to);
  for (let i = 0; i < from.size; i++) {
    const s = from.support[i];
    if (mdp.terminal[s] === 1) add(to, s, from.mass[s], from.first[s], from.second[s]);
    else {
      rows.find(observed, s);
      byPool(rows.pool, mdp, weight, from, s, to);
    }
  }
}

function byPool(
  { page, start, end }: CounterfactualRows['pool'],
  { nextState, reward }: Mdp,
  weight: number,
  from: ChainState,
  s: number,
  to: ChainState,
): void {
  const { integer, number } = page;
  const mass = from.mass[s];
  const first = from.first[s];
  const second = from.second[s];
  for (let k = start; k < end; k++) {
    const entry = integer[k];
    carry(to, nextState[entry], number[k], weight * reward[entry], mass, first, second);
  }
}

/** Adds what moves to a state with probability w and earns r on the way. */
export function carry(
  to: ChainState,
  state: number,
  w: number,
  r: number,
  mass: number,
  first: number,
  second: number,
): void {
  // Impossible, or less than the smallest number: `add` knows a new state by its having no mass, and would list it
  // twice.
  if (w * mass === 0) return;
  add(to, state, w * mass, w * (first + r * mass), w * (second + r * (2 * first + r * mass)));
}
