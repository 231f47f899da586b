import type { Mdp } from '../../../mdp/mdp.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import type { PolicyPair } from '../pairedReturns.js';
import type { PolicyRuns } from '../policyRuns.js';
import type { CoupledSteps, Turn } from './coupledSteps.js';
import { coupledCells } from './coupledCells.js';
import { independentSteps } from './independentSteps.js';
import { createNumberPages, keepNumbers, pageOf, startOf } from './numberPages.js';

/**
 * Steps that any mechanism couples: the coupling of each pair is made once, for what the policies do there, and kept as
 * its cells (number of the step from s) · (steps of s~) + (number of the step from s~). Pairs of states have no more of
 * them than pairs of steps, however many actions lead there.
 *
 * @param capacity how many numbers to keep; past that couplings are made again at each time
 * @throws as the mechanism
 */
export function cellSteps(
  mdp: Mdp,
  policies: PolicyPair,
  mechanism: CompleteMechanism,
  runs: PolicyRuns,
  others: PolicyRuns,
  capacity: number,
): CoupledSteps {
  const { nStates } = mdp;
  const pages = createNumberPages(capacity);
  /** By what is done in a pair of states, and the pair: where its coupling is. */
  const places = new Map<number, number>();
  const make = coupledCells(mdp, policies, mechanism, runs, others);
  const apart = independentSteps(nStates, runs, others);
  const areApart = apartStates(nStates, runs, others, mechanism);
  const horizon = runs.probability.length;
  let now: Turn | undefined;
  let sNow = 0;
  /** Sets `cells` to those from `start` to `end` of a pair. */
  let [cells, start, end]: [Float64Array, number, number] = [new Float64Array(0), 0, 0];
  const open = (t: number, s: number, sOther: number): void => {
    const does = runs.sameAs[t * nStates + s] * horizon + others.sameAs[t * nStates + sOther];
    const key = (does * nStates + s) * nStates + sOther;
    const place = places.get(key) ?? -1;
    if (place >= 0) {
      cells = pageOf(pages, place);
      start = startOf(place) + 1;
      end = start + cells[start - 1];
      return;
    }
    cells = make(t, s, sOther);
    [start, end] = [1, cells.length];
    const kept = keepNumbers(pages, cells);
    if (kept >= 0) places.set(key, kept);
  };
  return {
    follow(t, s, sOther, follow) {
      if (areApart(s, sOther)) {
        apart.follow(t, s, sOther, follow);
        return;
      }
      open(t, s, sOther);
      const width = others.start[sOther + 1] - others.start[sOther];
      for (let i = start; i < end; i += 2)
        follow(
          runs.next[runs.start[s] + Math.floor(cells[i] / width)],
          others.next[others.start[sOther] + (cells[i] % width)],
        );
    },
    turn(turn) {
      now = turn;
      apart.turn(turn);
    },
    to(sOther) {
      sNow = sOther;
      apart.to(sOther);
    },
    mean(s) {
      if (areApart(s, sNow)) return apart.mean(s);
      const { t, weight, error, errorOther, later } = now!;
      open(t, s, sNow);
      const [first, firstOther] = [runs.start[s], others.start[sNow]];
      const width = others.start[sNow + 1] - firstOther;
      let sum = 0;
      for (let i = start; i < end; i += 2) {
        const [k, l] = [first + Math.floor(cells[i] / width), firstOther + (cells[i] % width)];
        sum +=
          cells[i + 1] * ((errorOther[l] - error[k]) ** 2 + weight * later[others.next[l] * nStates + runs.next[k]]);
      }
      return sum;
    },
  };
}

/**
 * Whether the steps from two states are independent under a mechanism: where it draws anew wherever two rows have no
 * outcome in common, and the two states have no next state in common.
 */
function apartStates(
  nStates: number,
  runs: PolicyRuns,
  others: PolicyRuns,
  { exact, counterfactual: { common } }: CompleteMechanism,
): (s: number, sOther: number) => boolean {
  if (!exact || !common) return () => false;
  /** Shape (S): 1 + the last state of the other run that leads there. */
  const from = new Uint32Array(nStates);
  let last = -1;
  return (s, sOther) => {
    if (sOther !== last)
      for (let l = others.start[sOther]; l < others.start[sOther + 1]; l++) from[others.next[l]] = sOther + 1;
    last = sOther;
    for (let k = runs.start[s]; k < runs.start[s + 1]; k++) if (from[runs.next[k]] === sOther + 1) return false;
    return true;
  };
}
