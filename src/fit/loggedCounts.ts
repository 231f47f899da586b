import { ArgumentError, DataError } from '../core/errors.js';
import type { Mdp } from '../mdp/mdp.js';
import { floorState } from '../mdp/floorState.js';
import { pairConcentration } from '../mdp/pairConcentration.js';
import type { TransitionCounts } from './transitionCounts.js';
import { unmixWorst } from './worst/unmixWorst.js';

/** Counts are whole numbers: rounding of rows that were mixed and unmixed stays far below this. */
const WHOLE = 1e-6;

/**
 * The logged cases that the rows of a fitted model rest on, with nothing added: what was mixed in after the fit and a
 * uniform prior are taken out again.
 *
 *     n(s, a, s') = n P(s' | s, a);   with a uniform prior over the k states of a row: (n + c) P(s' | s, a) − c/k
 *
 * Rows of pairs without a logged case, and of ends, are empty.
 *
 * @returns over the model's states, less a floor beside them
 * @throws ArgumentError for a model without `visits`, one with counts that absorption `published` added, and one whose
 *   prior was another model, as what they added is not in the file; DataError where counts are not whole, as of
 *   probabilities that were rounded
 *
 * Cost O(S·A + nnz).
 *
 * @example
 * const log = simulate(createRng(1), createEnv('triage').exactModel!(), uniform(4, 2), { episodes: 10, horizon: 1 });
 * const { mdp } = fit(log, undefined, { prior: { concentration: 5 } });
 * loggedCounts(mdp).count.reduce((sum, n) => sum + n, 0) // 10
 */
export function loggedCounts(mdp: Mdp): TransitionCounts {
  const { prior, absorption } = mdp.source;
  if (!mdp.visits) throw new ArgumentError(`${WHERE} (visits), got none - fit it to a log`);
  if (absorption === 'published')
    throw new ArgumentError(
      `${WHERE} alone, got absorption published, which adds others - fit it with absorption direct`,
    );
  if (prior?.mean === 'model')
    throw new ArgumentError(
      `${WHERE} alone, got ${prior.concentration} pseudo-counts a pair of another model, which is not in the file - fit it without a prior, or with a uniform one`,
    );
  const own = unmixWorst(mdp);
  const { nActions, rowStart, nextState, probability, reward, terminal, visits } = own;
  // A floor stays where pairs without a case lead to it.
  const nStates = floorState(own) ?? own.nStates;
  const next: number[] = [];
  const count: number[] = [];
  const rewardSum: number[] = [];
  const starts = new Uint32Array(nStates * nActions + 1);
  for (let row = 0; row < nStates * nActions; row++) {
    const n = visits![row];
    const entries = rowStart[row + 1] - rowStart[row];
    const c = pairConcentration(mdp, row);
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      if (n === 0 || terminal[Math.floor(row / nActions)] === 1) continue;
      const cases = wholeCases((n + c) * probability[k] - c / entries, n + c, row, nActions);
      if (cases === 0) continue;
      next.push(nextState[k]);
      count.push(cases);
      rewardSum.push(cases * reward[k]);
    }
    starts[row + 1] = next.length;
  }
  return {
    nStates,
    nActions,
    rowStart: starts,
    nextState: Uint32Array.from(next),
    count: Float64Array.from(count),
    rewardSum: Float64Array.from(rewardSum),
  };
}

const WHERE = 'loggedCounts: the model must hold its logged cases';

function wholeCases(mass: number, scale: number, row: number, nActions: number): number {
  const cases = Math.round(mass);
  if (Math.abs(mass - cases) <= WHOLE * Math.max(1, scale)) return Math.max(0, cases);
  throw new DataError(
    `loggedCounts: the probabilities of a pair must be shares of its logged cases, got ${mass} cases of a transition from state ${Math.floor(row / nActions)} by action ${row % nActions} - fit the model to its log again`,
  );
}
