import type { Mdp, MixedWorst } from '../../mdp/mdp.js';
import { addFloor } from './addFloor.js';
import { rewriteRows } from './rewriteRows.js';

/**
 * A fitted model with imaginary cases of a worst that is known: the formula of `mixWorst`, for every row with one.
 *
 * @param mdp with `visits`, without a floor and with nothing mixed in; not checked
 *
 * Cost O(S·A + nnz).
 */
export function withCases(mdp: Mdp, worst: MixedWorst): Mdp {
  const roomy = worst.floor ? addFloor(mdp, worst.reward) : mdp;
  const { nStates, nActions, rowStart, nextState, probability, reward, terminal, visits } = roomy;
  const { cases, state } = worst;
  const nRows = nStates * nActions;
  const rows = rewriteRows(nRows, nextState.length + nRows, (row, push) => {
    const s = Math.floor(row / nActions);
    const [first, end] = [rowStart[row], rowStart[row + 1]];
    if (terminal[s] === 1 || first === end || (worst.floor && s === state)) {
      for (let k = first; k < end; k++) push(nextState[k], probability[k], reward[k]);
      return;
    }
    const n = visits![row];
    const total = n + cases;
    let added = false;
    for (let k = first; k < end && n > 0; k++) {
      if (!added && nextState[k] > state) {
        push(state, cases / total, worst.reward);
        added = true;
      }
      if (nextState[k] === state) {
        const mass = n * probability[k];
        push(state, (mass + cases) / total, (mass * reward[k] + cases * worst.reward) / (mass + cases));
        added = true;
      } else push(nextState[k], (n * probability[k]) / total, reward[k]);
    }
    if (!added) push(state, cases / total, worst.reward);
  });
  return { ...roomy, ...rows, source: { ...mdp.source, worst } };
}
