import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import { type PolicyRuns, stepErrors } from './policyRuns.js';
import { type ReachablePairs, squareTable } from './reachablePairs.js';
import type { CoupledSteps } from './steps/coupledSteps.js';

/** States of the other run between two reports of progress. */
const TOLD = 32;

/** W[H](s, s), shape (S), for the states where runs start; 0 elsewhere. */
export function pairVariance(
  where: string,
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  steps: CoupledSteps,
  { since }: ReachablePairs,
  {
    horizon,
    discount,
    progress,
  }: { readonly horizon: number; readonly discount: number; readonly progress?: Progress },
): Float64Array {
  const { nStates, terminal } = mdp;
  // Row s~, column s: a state of the other run with all of this one, side by side.
  const table = (): Float64Array => squareTable(where, nStates, (size) => new Float64Array(size));
  let [later, now] = [table(), table()];
  const error = new Float64Array(runs.next.length);
  const errorOther = new Float64Array(others.next.length);
  for (let h = 1; h <= horizon; h++) {
    const t = horizon - h;
    stepErrors(runs, nStates, h, discount, error);
    stepErrors(others, nStates, h, discount, errorOther);
    steps.turn({ t, weight: discount * discount, error, errorOther, later });
    for (let sOther = 0; sOther < nStates; sOther++) {
      if (sOther % TOLD === 0) progress?.(horizon + h - 1 + sOther / nStates, 2 * horizon);
      if (terminal[sOther] === 1) continue;
      steps.to(sOther);
      for (let at = sOther * nStates, s = 0; s < nStates; s++, at++) if (since[at] <= t) now[at] = steps.mean(s);
    }
    ended(mdp, runs, others, h, now);
    [later, now] = [now, later];
    progress?.(horizon + h, 2 * horizon);
  }
  return Float64Array.from({ length: nStates }, (_, s) => (mdp.initial[s] > 0 ? later[s * nStates + s] : 0));
}

/** Where one run has ended only the other varies. */
function ended(mdp: Mdp, runs: PolicyRuns, others: PolicyRuns, h: number, table: Float64Array): void {
  const { nStates, terminal } = mdp;
  for (let end = 0; end < nStates; end++) {
    if (terminal[end] === 0) continue;
    for (let s = 0; s < nStates; s++) {
      table[s * nStates + end] = others.variance[h * nStates + s];
      table[end * nStates + s] = runs.variance[h * nStates + s];
    }
  }
}
