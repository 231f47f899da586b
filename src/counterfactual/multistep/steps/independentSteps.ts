import type { PolicyRuns } from '../policyRuns.js';
import type { CoupledSteps, Follow, Turn } from './coupledSteps.js';

/**
 * Steps that each run takes by itself.
 *
 *     E[(error~ − error)² + discount² W(s', s~')] = E[error²] + E[error~²] − 2 E[error] E[error~] + discount² p W q
 *
 * p and q: the steps of either run. Errors have mean 0, so that nothing cancels. W q is made once for all pairs with s~.
 *
 * Cost of a time O(S · steps), of a pair O(steps from s): cells, of which there are as many as pairs of steps, are not
 * looked at. Memory O(S).
 */
export function independentSteps(nStates: number, runs: PolicyRuns, others: PolicyRuns): CoupledSteps {
  /** W q: shape (S). */
  const moved = new Float64Array(nStates);
  const [own, other] = [errorMoments(nStates), errorMoments(nStates)];
  let now: Turn | undefined;
  let chance: Float64Array = new Float64Array(0);
  let sNow = 0;
  return {
    follow(t, s, sOther, follow) {
      followAll(t, runs, others, s, sOther, follow);
    },
    turn(turn) {
      now = turn;
      chance = runs.probability[turn.t];
      own.take(runs, chance, turn.error);
      other.take(others, others.probability[turn.t], turn.errorOther);
    },
    to(sOther) {
      const { t, later } = now!;
      const chanceOther = others.probability[t];
      sNow = sOther;
      moved.fill(0);
      for (let l = others.start[sOther]; l < others.start[sOther + 1]; l++)
        addRow(moved, 0, chanceOther[l], later, others.next[l] * nStates, nStates);
    },
    mean(s) {
      let after = 0;
      for (let k = runs.start[s]; k < runs.start[s + 1]; k++) after += chance[k] * moved[runs.next[k]];
      return own.square[s] + other.square[sNow] - 2 * own.mean[s] * other.mean[sNow] + now!.weight * after;
    },
  };
}

/** to[at + i] += factor · from[start + i] for i < length */
export function addRow(
  to: Float64Array,
  at: number,
  factor: number,
  from: Float64Array,
  start: number,
  length: number,
): void {
  if (factor === 0) return;
  for (let i = 0; i < length; i++) to[at + i] += factor * from[start + i];
}

/** Every pair of steps that are both possible at a time. */
export function followAll(
  t: number,
  runs: PolicyRuns,
  others: PolicyRuns,
  s: number,
  sOther: number,
  follow: Follow,
): void {
  const [chance, chanceOther] = [runs.probability[t], others.probability[t]];
  for (let k = runs.start[s]; k < runs.start[s + 1]; k++) {
    if (chance[k] === 0) continue;
    for (let l = others.start[sOther]; l < others.start[sOther + 1]; l++)
      if (chanceOther[l] > 0) follow(runs.next[k], others.next[l]);
  }
}

interface ErrorMoments {
  /** Shape (S). */
  readonly mean: Float64Array;
  readonly square: Float64Array;
  take(runs: PolicyRuns, chance: Float64Array, error: Float64Array): void;
}

function errorMoments(nStates: number): ErrorMoments {
  const [mean, square] = [new Float64Array(nStates), new Float64Array(nStates)];
  return {
    mean,
    square,
    take({ start }, chance, error) {
      for (let s = 0; s < nStates; s++) {
        mean[s] = square[s] = 0;
        for (let k = start[s]; k < start[s + 1]; k++) {
          mean[s] += chance[k] * error[k];
          square[s] += chance[k] * error[k] ** 2;
        }
      }
    },
  };
}
