import { type ChainState, clear } from '../chain/chainState.js';

/** A chain state without its zeros. */
export interface SavedChain {
  /** Shape (states with mass), in their order. */
  readonly support: Uint32Array;
  readonly mass: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export function saveChain({ support, size, mass, first, second }: ChainState): SavedChain {
  const states = support.slice(0, size);
  const of = (column: Float64Array): Float64Array => Float64Array.from(states, (s) => column[s]);
  return { support: states, mass: of(mass), first: of(first), second: of(second) };
}

/** @param to overwritten; sums go on from it as from the one that was saved, to the bit */
export function loadChain({ support, mass, first, second }: SavedChain, to: ChainState): void {
  clear(to);
  support.forEach((s, i) => {
    to.mass[s] = mass[i];
    to.first[s] = first[i];
    to.second[s] = second[i];
  });
  to.support.set(support);
  to.size = support.length;
}

export function chainBytes({ support }: SavedChain): number {
  return 28 * support.length;
}
