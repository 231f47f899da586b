import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import { independentSteps } from './independentSteps.js';
import { INDEPENDENT } from './openPair.js';
import { type PolicyRuns, stepErrors } from './policyRuns.js';
import { type ReachablePairs, actingAt, squareTable } from './reachablePairs.js';

/** Pairs between two reports of progress: an average over what is coupled takes far less than a coupling. */
const CARRIED = 100_000;

/** W[H](s, s), shape (S), for the states where runs start; 0 elsewhere. */
export function pairVariance(
  where: string,
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  { pair, expectation, within }: ReachablePairs,
  {
    horizon,
    discount,
    progress,
  }: { readonly horizon: number; readonly discount: number; readonly progress?: Progress },
): Float64Array {
  const { nStates } = mdp;
  const table = (): Float64Array => squareTable(where, nStates, (size) => new Float64Array(size));
  let [later, now] = [table(), table()];
  const error = new Float64Array(runs.next.length);
  const errorOther = new Float64Array(others.next.length);
  const cost = new Float64Array(mostSteps(runs) * mostSteps(others));
  const acting = actingAt(runs, others, mdp, horizon);
  const hasIndependent = expectation.some((byPair) => byPair.includes(INDEPENDENT));
  const independent = independentSteps(nStates, runs, others);
  for (let h = 1; h <= horizon; h++) {
    stepErrors(runs, nStates, h, discount, error);
    stepErrors(others, nStates, h, discount, errorOther);
    if (hasIndependent) independent.turn(horizon - h, discount, error, errorOther, later);
    const n = within[horizon - h];
    for (let i = 0; i < n; i++) {
      if (i % CARRIED === 0) progress?.(horizon + h - 1 + i / n, 2 * horizon);
      const s = Math.floor(pair[i] / nStates);
      const sOther = pair[i] % nStates;
      const expected = expectation[acting(horizon - h, s, sOther)][i];
      if (expected === INDEPENDENT) {
        now[pair[i]] = independent.mean(s, sOther);
        continue;
      }
      const [first, end] = [others.start[sOther], others.start[sOther + 1]];
      let cell = 0;
      for (let k = runs.start[s]; k < runs.start[s + 1]; k++) {
        const from = runs.next[k] * nStates;
        for (let l = first; l < end; l++)
          cost[cell++] = (errorOther[l] - error[k]) ** 2 + discount * discount * later[from + others.next[l]];
      }
      now[pair[i]] = expected(cost.subarray(0, cell));
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
      table[end * nStates + s] = others.variance[h * nStates + s];
      table[s * nStates + end] = runs.variance[h * nStates + s];
    }
  }
}

function mostSteps({ start }: PolicyRuns): number {
  let most = 0;
  for (let s = 0; s + 1 < start.length; s++) most = Math.max(most, start[s + 1] - start[s]);
  return most;
}
