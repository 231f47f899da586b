import type { Mdp } from '../../../mdp/mdp.js';
import { policyAtStep } from '../../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../../mdp/overTime/policyOverTime.js';
import { possibleEntries } from '../../rows/partly/takenRows.js';
import type { PolicyRuns } from '../policyRuns.js';

/** The rows of a model that a policy takes at any time, without what is impossible, side by side. */
export interface RunRows {
  /** Shape (S + 1): rows of state s are numbers first[s] to first[s + 1] − 1; none for a terminal state. */
  readonly first: Uint32Array;
  /** Shape (rows): which row of the model each is. */
  readonly row: Uint32Array;
  /** By the time, shape (rows): how probably the policy takes the row. A stationary policy's is one array at every time. */
  readonly share: readonly Float64Array[];
  /** Shape (rows + 1): entries of a row are numbers start[r] to start[r + 1] − 1. */
  readonly start: Uint32Array;
  readonly probability: Float64Array;
  /** Shape (entries): the step of `PolicyRuns`. */
  readonly step: Uint32Array;
  readonly next: Uint32Array;
}

/**
 * @param order of the entries of a row by their next states; default by increasing next state
 *
 * Cost O(nnz), and the order of each row; of a policy over time O(H·S·A) more.
 */
export function runRows(
  mdp: Mdp,
  policy: MarkovPolicy,
  runs: PolicyRuns,
  order: (outcomes: Uint32Array) => ArrayLike<number> = (outcomes) => outcomes.map((_, k) => k),
): RunRows {
  const { nStates, nActions, terminal } = mdp;
  const horizon = runs.probability.length;
  const acting = isOverTime(policy)
    ? Array.from({ length: horizon }, (_, t) => policyAtStep(policy, t).probability)
    : [policy.probability];
  const first = new Uint32Array(nStates + 1);
  const [rows, start, entries]: [number[], number[], number[]] = [[], [0], []];
  const step: number[] = [];
  for (let s = 0; s < nStates; s++) {
    for (let row = s * nActions; row < (s + 1) * nActions && terminal[s] === 0; row++) {
      if (acting.every((chance) => chance[row] === 0)) continue;
      // A policy over time may take what is not possible in a pair that is followed but cannot be reached at that time.
      const possible = possibleEntries(mdp, row);
      if (possible.length === 0) continue;
      for (const position of Array.from(order(Uint32Array.from(possible, (k) => mdp.nextState[k])))) {
        entries.push(possible[position]);
        step.push(runs.start[s] + runs.step[possible[position]]);
      }
      rows.push(row);
      start.push(entries.length);
    }
    first[s + 1] = rows.length;
  }
  const shares = acting.map((chance) => Float64Array.from(rows, (row) => chance[row]));
  return {
    first,
    row: Uint32Array.from(rows),
    share: isOverTime(policy) ? shares : new Array<Float64Array>(horizon).fill(shares[0]),
    start: Uint32Array.from(start),
    probability: Float64Array.from(entries, (k) => mdp.probability[k]),
    step: Uint32Array.from(step),
    next: Uint32Array.from(entries, (k) => mdp.nextState[k]),
  };
}

/** Most entries that the rows of a state have together. */
export function mostEntries({ first, start }: RunRows): number {
  let most = 0;
  for (let s = 0; s + 1 < first.length; s++) most = Math.max(most, start[first[s + 1]] - start[first[s]]);
  return most;
}

/** Most rows of a state. */
export function mostRowsOf({ first }: RunRows): number {
  let most = 0;
  for (let s = 0; s + 1 < first.length; s++) most = Math.max(most, first[s + 1] - first[s]);
  return most;
}
