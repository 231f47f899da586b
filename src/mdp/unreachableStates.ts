import type { Mdp } from './mdp.js';

/**
 * The states that no run gets to, whatever is done: neither begun in, nor entered before an end.
 *
 * @returns in increasing order
 *
 * Cost O(S·A + nnz).
 */
export function unreachableStates(
  mdp: Pick<Mdp, 'nStates' | 'nActions' | 'rowStart' | 'nextState' | 'probability' | 'initial' | 'terminal'>,
): number[] {
  const { nStates, nActions, rowStart, nextState, probability, initial, terminal } = mdp;
  const reached = Uint8Array.from(initial, (p) => (p > 0 ? 1 : 0));
  const open = Array.from(reached.keys()).filter((s) => reached[s] === 1);
  for (let s = open.pop(); s !== undefined; s = open.pop()) {
    if (terminal[s] === 1) continue;
    for (let k = rowStart[s * nActions]; k < rowStart[(s + 1) * nActions]; k++) {
      const next = nextState[k];
      if (probability[k] === 0 || reached[next] === 1) continue;
      reached[next] = 1;
      open.push(next);
    }
  }
  return Array.from({ length: nStates }, (_, s) => s).filter((s) => reached[s] === 0);
}
