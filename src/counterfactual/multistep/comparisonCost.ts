import type { Mdp } from '../../mdp/mdp.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { PolicyPair } from './pairedReturns.js';

/**
 * What a comparison over whole runs may take for each mechanism, before it is known which pairs of states the runs come
 * to.
 */
export interface ComparisonCost {
  /** Pairs of living states at most. */
  readonly pairs: number;
  /** Coupled steps of a pair, on average over them all; with a policy over time those of all times. */
  readonly cells: number;
  /** Of tables over all pairs of states. */
  readonly bytes: number;
}

/** Two tables of numbers and one of times. */
const BYTES_A_PAIR = 2 * Float64Array.BYTES_PER_ELEMENT + Uint32Array.BYTES_PER_ELEMENT;

/**
 * The most that `returnDifference` and `transportBound` may have to do, from sizes alone.
 *
 * Cost O(S·A), of a policy over time O(H·S·A).
 */
export function comparisonCost(mdp: Mdp, { behaviour, target }: PolicyPair): ComparisonCost {
  const living = mdp.terminal.reduce((n, end) => n + (end === 1 ? 0 : 1), 0);
  const cells = living === 0 ? 0 : (entriesTaken(mdp, behaviour) / living) * (entriesTaken(mdp, target) / living);
  return { pairs: living ** 2, cells, bytes: BYTES_A_PAIR * mdp.nStates ** 2 };
}

function entriesTaken({ nStates, nActions, rowStart, terminal }: Mdp, { probability }: MarkovPolicy): number {
  const nRows = nStates * nActions;
  const taken = new Uint8Array(nRows);
  for (let row = 0; row < probability.length; row++) if (probability[row] > 0) taken[row % nRows] = 1;
  let entries = 0;
  for (let row = 0; row < nRows; row++)
    if (taken[row] === 1 && terminal[Math.floor(row / nActions)] === 0) entries += rowStart[row + 1] - rowStart[row];
  return entries;
}
