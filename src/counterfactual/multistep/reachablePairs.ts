import { NumericalError } from '../../core/errors.js';
import type { Progress } from '../../core/progress.js';
import type { Mdp } from '../../mdp/mdp.js';
import type { INDEPENDENT, OpenPair, StepExpectation } from './openPair.js';
import type { PolicyRuns } from './policyRuns.js';

/** Pairs between two reports of progress. */
const FOUND = 500;

/** The pairs of living states that the runs can reach in fewer than H steps, nearest first. */
export interface ReachablePairs {
  /** Shape (pairs): s·S + s~. */
  readonly pair: number[];
  /** By `actingAt`, then by pair: the coupling of what is done there. */
  readonly expectation: (StepExpectation | typeof INDEPENDENT)[][];
  readonly nOpened: number;
  /** Shape (H): how many of the pairs can be reached in at most t steps. */
  readonly within: number[];
}

/** Which of the ways of either policy to act in a pair of states it is that they take at time t: 0 for stationary ones. */
export function actingAt(
  { sameAs }: PolicyRuns,
  others: PolicyRuns,
  { nStates }: Mdp,
  horizon: number,
): (t: number, s: number, sOther: number) => number {
  return (t, s, sOther) => sameAs[t * nStates + s] * horizon + others.sameAs[t * nStates + sOther];
}

export function reachablePairs(
  where: string,
  mdp: Mdp,
  runs: PolicyRuns,
  others: PolicyRuns,
  open: OpenPair,
  { horizon, progress }: { readonly horizon: number; readonly progress?: Progress },
): ReachablePairs {
  const { nStates, terminal } = mdp;
  const seen = squareTable(where, nStates, (size) => new Uint8Array(size));
  const pair: number[] = [];
  const add = (s: number, sOther: number): void => {
    const number = s * nStates + sOther;
    if (seen[number] === 1 || terminal[s] === 1 || terminal[sOther] === 1) return;
    seen[number] = 1;
    pair.push(number);
  };
  if (horizon > 0) for (let s = 0; s < nStates; s++) if (mdp.initial[s] > 0) add(s, s);
  const acting = actingAt(runs, others, mdp, horizon);
  const expectation: ReachablePairs['expectation'] = [];
  let nOpened = 0;
  const within: number[] = [];
  for (let t = 0; t < horizon; t++) {
    within.push(pair.length);
    // Pairs found from here on are one step further away; those of the last step lead nowhere that counts.
    for (let i = 0; i < within[t]; i++) {
      const s = Math.floor(pair[i] / nStates);
      const sOther = pair[i] % nStates;
      const byPair = (expectation[acting(t, s, sOther)] ??= []);
      if (i in byPair) continue;
      const width = others.start[sOther + 1] - others.start[sOther];
      const follow = (cell: number): void => {
        add(runs.next[runs.start[s] + Math.floor(cell / width)], others.next[others.start[sOther] + (cell % width)]);
      };
      byPair[i] = open(s, sOther, t, t + 1 < horizon ? follow : () => undefined);
      if (i < nOpened) continue;
      nOpened++;
      if (i % FOUND === 0) progress?.((horizon * i) / pair.length, 2 * horizon);
    }
  }
  return { pair, expectation, nOpened, within };
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
