import { type ChainState, add, clear } from '../chain/chainState.js';

/**
 * Moves the states of little mass from one chain to another: what is left is as it was, in the same order.
 *
 * @param least those of less mass are moved
 * @param stays whether a state is left, whatever its mass
 * @param rare overwritten
 */
export function splitRare(chain: ChainState, least: number, stays: (state: number) => boolean, rare: ChainState): void {
  const { support, mass, first, second } = chain;
  clear(rare);
  let size = 0;
  for (let i = 0; i < chain.size; i++) {
    const s = support[i];
    if (mass[s] >= least || stays(s)) support[size++] = s;
    else {
      add(rare, s, mass[s], first[s], second[s]);
      mass[s] = first[s] = second[s] = 0;
    }
  }
  chain.size = size;
}
