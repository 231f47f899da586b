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

/** @param mass not 0 */
export function add(chain: ChainState, state: number, mass: number, first: number, second: number): void {
  if (chain.mass[state] === 0) chain.support[chain.size++] = state;
  chain.mass[state] += mass;
  chain.first[state] += first;
  chain.second[state] += second;
}
