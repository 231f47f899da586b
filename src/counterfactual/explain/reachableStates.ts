import type { Mdp } from '../../mdp/mdp.js';

/**
 * Shape (S): 1 in states that some actions lead to from those given, and in these.
 *
 * Cost O(nnz).
 */
export function reachableStates(
  { nStates, nActions, rowStart, nextState, probability, terminal }: Mdp,
  from: Iterable<number>,
): Float64Array {
  const reached = new Float64Array(nStates);
  const waiting = [...from];
  for (let s = waiting.pop(); s !== undefined; s = waiting.pop()) {
    if (reached[s] === 1) continue;
    reached[s] = 1;
    if (terminal[s] === 1) continue;
    for (let k = rowStart[s * nActions]; k < rowStart[(s + 1) * nActions]; k++)
      if (probability[k] > 0 && reached[nextState[k]] === 0) waiting.push(nextState[k]);
  }
  return reached;
}
