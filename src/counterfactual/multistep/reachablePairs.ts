import { NumericalError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { PolicyRuns } from './policyRuns.js';
import type { CoupledSteps } from './steps/coupledSteps.js';

/** States of the other run between two reports of progress. */
const TOLD = 32;
/** Of a pair that is not reached. */
const NEVER = 2 ** 32 - 1;

/** The pairs of living states that the runs can reach in fewer than H steps. */
export interface ReachablePairs {
  /** Shape (S × S), row s~, column s: the first time at which the pair can be reached, or a larger number than any. */
  readonly since: Uint32Array;
  readonly nPairs: number;
}

/**
 * Pairs once reached are followed at all later times at which either policy does something else.
 *
 * Ends as soon as every state that either run can reach is found with every one of the other.
 */
export function reachablePairs(
  where: string,
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  steps: CoupledSteps,
  { horizon, progress }: { readonly horizon: number; readonly progress?: Progress },
): ReachablePairs {
  const { nStates, terminal } = mdp;
  const since = squareTable(where, nStates, (size) => new Uint32Array(size)).fill(NEVER);
  const most = nReachable(mdp, runs, horizon) * nReachable(mdp, others, horizon);
  let nPairs = 0;
  let found = 0;
  const add = (s: number, sOther: number): void => {
    const number = sOther * nStates + s;
    if (since[number] <= found || terminal[s] === 1 || terminal[sOther] === 1) return;
    since[number] = found;
    nPairs++;
  };
  const leadsOn = (s: number, sOther: number): boolean => {
    for (let l = others.start[sOther]; l < others.start[sOther + 1]; l++) {
      if (terminal[others.next[l]] === 1) continue;
      const row = others.next[l] * nStates;
      for (let k = runs.start[s]; k < runs.start[s + 1]; k++)
        if (since[row + runs.next[k]] === NEVER && terminal[runs.next[k]] === 0) return true;
    }
    return false;
  };
  if (horizon > 0) for (let s = 0; s < nStates; s++) if (mdp.initial[s] > 0) add(s, s);
  const changes = (t: number, s: number, { sameAs }: PolicyRuns): boolean =>
    sameAs[t * nStates + s] !== sameAs[(t - 1) * nStates + s];
  progress?.(0, 2 * horizon);
  for (let t = 0; t + 1 < horizon && nPairs < most; t++) {
    found = t + 1;
    for (let sOther = 0; sOther < nStates; sOther++) {
      if (sOther % TOLD === 0) progress?.(t + sOther / nStates, 2 * horizon);
      for (let s = 0; s < nStates; s++) {
        const from = since[sOther * nStates + s];
        if (from > t || (from < t && !changes(t, s, runs) && !changes(t, sOther, others))) continue;
        // Most pairs lead to none that is not known: to see that takes less than to couple their steps.
        if (leadsOn(s, sOther)) steps.follow(t, s, sOther, add);
      }
    }
  }
  return { since, nPairs };
}

/** How many living states a run can reach in fewer than H steps, if it may come to any of them at any later time. */
function nReachable(
  { nStates, terminal, initial }: Mdp,
  { start, next, probability }: PolicyRuns,
  horizon: number,
): number {
  const reached = Uint8Array.from(initial, (share, s) => Number(share > 0 && terminal[s] === 0));
  for (let t = 0; t + 1 < horizon; t++) {
    const before = reached.slice();
    for (let s = 0; s < nStates; s++)
      for (let k = start[s]; before[s] === 1 && k < start[s + 1]; k++)
        if (probability[t][k] > 0 && terminal[next[k]] === 0) reached[next[k]] = 1;
  }
  return reached.reduce((n, one) => n + one, 0);
}

/** @throws NumericalError where the memory for a table over all pairs of states is not to be had */
export function squareTable<Table>(where: string, nStates: number, create: (size: number) => Table): Table {
  try {
    return create(nStates * nStates);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new NumericalError(
      `${where}: tables over all pairs of ${nStates} states must fit in memory, got none of ${nStates * nStates} entries - use a coarser space`,
    );
  }
}
