import type { PolicyRuns } from './policyRuns.js';

/** What pairs of steps cost on average where each run takes its step by itself. */
export interface IndependentSteps {
  /**
   * Turns to a time.
   *
   * @param error shape (steps of the runs), `errorOther` likewise of the others: see `stepErrors`
   * @param later shape (S × S): what pairs of states cost from the next step on
   */
  turn(t: number, discount: number, error: Float64Array, errorOther: Float64Array, later: Float64Array): void;
  mean(s: number, sOther: number): number;
}

/**
 *     E[(error~ − error)² + discount² W(s', s~')] = E[error²] + E[error~²] − 2 E[error] E[error~] + discount² p W q
 *
 * p and q: the steps of either run. Errors have mean 0, so that nothing cancels. W q is made once for all pairs.
 *
 * Cost of a time O(S · steps), of a pair O(steps from s): cells, of which there are as many as pairs of steps, are not
 * looked at. Memory O(S²).
 */
export function independentSteps(nStates: number, runs: PolicyRuns, others: PolicyRuns): IndependentSteps {
  /** W q: shape (S × S). */
  let moved: Float64Array | undefined;
  const [own, other] = [errorMoments(nStates), errorMoments(nStates)];
  let chance: Float64Array = new Float64Array(0);
  let weight = 1;
  return {
    turn(t, discount, error, errorOther, later) {
      moved ??= new Float64Array(nStates * nStates);
      chance = runs.probability[t];
      weight = discount * discount;
      own.take(runs, chance, error);
      const chanceOther = others.probability[t];
      other.take(others, chanceOther, errorOther);
      for (let s = 0; s < nStates; s++) {
        const from = s * nStates;
        for (let sOther = 0; sOther < nStates; sOther++) {
          let sum = 0;
          for (let l = others.start[sOther]; l < others.start[sOther + 1]; l++)
            sum += chanceOther[l] * later[from + others.next[l]];
          moved[from + sOther] = sum;
        }
      }
    },
    mean(s, sOther) {
      let after = 0;
      for (let k = runs.start[s]; k < runs.start[s + 1]; k++)
        after += chance[k] * moved![runs.next[k] * nStates + sOther];
      return own.square[s] + other.square[sOther] - 2 * own.mean[s] * other.mean[sOther] + weight * after;
    },
  };
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
