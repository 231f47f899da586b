import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { dropFloor } from './addFloor.js';
import { rewriteRows } from './rewriteRows.js';

/** A logged case counts 1; what is left below this of w in a row is rounding. */
const NO_CASE = 1e-9;

/**
 * A fitted model without the imaginary cases that `mixWorst` added:
 *
 *     P(. | s, a) = ((n + c) P_c(. | s, a) - c delta_w) / n
 *
 * Relative frequencies come back bit for bit, other rows and the rewards of entering w to rounding. A pair without a
 * logged case keeps leading to w: of what the fit assumed to follow it nothing is left, and nothing was known. A floor
 * stays with such pairs.
 *
 * @returns the model itself where nothing is mixed in
 * @throws ArgumentError for a model without `visits`
 *
 * Cost O(S·A + nnz).
 */
export function unmixWorst(mdp: Mdp): Mdp {
  const { worst, ...source } = mdp.source;
  if (!worst || worst.cases === 0) return mdp;
  const { nStates, nActions, rowStart, nextState, probability, reward, terminal, visits } = mdp;
  if (!visits)
    throw new ArgumentError(
      `unmixWorst: the model must hold how many logged cases each pair has (visits), to take ${worst.cases} imaginary ones out, got none - fit it to its log again`,
    );
  const { cases, state } = worst;
  const rows = rewriteRows(nStates * nActions, nextState.length, (row, push) => {
    const n = visits[row];
    const asItIs = n === 0 || terminal[Math.floor(row / nActions)] === 1;
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      if (asItIs) {
        push(nextState[k], probability[k], reward[k]);
        continue;
      }
      const mixed = (n + cases) * probability[k];
      const mass = wholeNumber(nextState[k] === state ? mixed - cases : mixed);
      if (nextState[k] !== state) push(nextState[k], mass / n, reward[k]);
      else if (mass > NO_CASE) push(state, mass / n, (mixed * reward[k] - cases * worst.reward) / mass);
    }
  });
  const own: Mdp = { ...mdp, ...rows, source };
  if (!worst.floor) return own;
  const kept = rows.nextState.subarray(0, rows.rowStart[state * nActions]).includes(state);
  return kept ? { ...own, source: { ...source, worst: { ...worst, cases: 0 } } } : dropFloor(own);
}

/** Counts are whole numbers: one that is next to one is one. */
function wholeNumber(mass: number): number {
  const whole = Math.round(mass);
  return Math.abs(mass - whole) <= NO_CASE * Math.max(1, whole) ? whole : mass;
}
