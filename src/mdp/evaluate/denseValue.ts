import { inducedChain } from './markovChain.js';
import type { Mdp } from '../mdp.js';
import type { Policy } from '../policy.js';

/**
 * Discounted value of a policy by a dense LU solve of (I − discount·P) V = r: for small models, and as the oracle of
 * the sparse solver.
 *
 * @returns shape (S)
 * @throws mathjs' own error if the matrix is singular
 *
 * Cost O(S³) time, O(S²) memory; mathjs itself takes about a second to load.
 */
export async function denseValue(mdp: Mdp, policy: Policy, discount: number): Promise<Float64Array> {
  const { lusolve } = await import('mathjs');
  const chain = inducedChain(mdp, policy);
  const matrix = Array.from({ length: mdp.nStates }, (_, s) => {
    const row = new Array<number>(mdp.nStates).fill(0);
    row[s] = 1;
    for (let k = chain.rowStart[s]; k < chain.rowStart[s + 1]; k++)
      row[chain.nextState[k]] -= discount * chain.probability[k];
    return row;
  });
  const solution = lusolve(matrix, Array.from(chain.reward)) as number[][];
  return Float64Array.from(solution, (entry) => entry[0]);
}
