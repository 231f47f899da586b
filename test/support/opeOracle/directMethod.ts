import { lusolve } from 'mathjs';
import { fitModel } from './fittedModel.js';
import type { Problem } from './problem.js';

/** q[t][s][a]: value of taking a in s at time t and following the target policy to the horizon. */
export type ActionValues = readonly (readonly (readonly number[])[])[];

/** V_t(s) = sum_a e(a|s) Q_t(s,a). */
export function stateValue(problem: Problem, q: ActionValues, t: number, s: number): number {
  let sum = 0;
  for (let a = 0; a < problem.nActions; a++) sum += problem.target[s][a] * q[t][s][a];
  return sum;
}

/**
 * Q_t in the fitted model with H - t steps to go, backwards from Q_{H-1} = reward:
 * Q_t(s,a) = reward(s,a) + discount sum_s' next(s'|s,a) V_{t+1}(s'). A pair never seen has value 0.
 */
export function fittedActionValues(problem: Problem): ActionValues {
  const { nStates, nActions, discount, horizon } = problem;
  const model = fitModel(problem);
  const q: number[][][] = [];
  for (let t = horizon - 1; t >= 0; t--) {
    q[t] = [];
    for (let s = 0; s < nStates; s++) {
      q[t][s] = [];
      for (let a = 0; a < nActions; a++) {
        let value = model.reward[s][a];
        for (let to = 0; to < nStates && t + 1 < horizon; to++)
          value += discount * model.next[s][a][to] * stateValue(problem, q, t + 1, to);
        q[t][s][a] = value;
      }
    }
  }
  return q;
}

/** `dm`: sum_s start(s) V_0(s). */
export function directMethod(problem: Problem): number {
  const q = fittedActionValues(problem);
  const { start } = fitModel(problem);
  let value = 0;
  for (let s = 0; s < problem.nStates; s++) value += start[s] * stateValue(problem, q, 0, s);
  return value;
}

/** `dm-infinite`: V = r + discount P V over states, solved; discount < 1. */
export function directMethodInfinite(problem: Problem): number {
  const { nStates, nActions, discount, target } = problem;
  const model = fitModel(problem);
  const matrix: number[][] = [];
  const right: number[] = [];
  for (let s = 0; s < nStates; s++) {
    right[s] = 0;
    matrix[s] = [];
    for (let a = 0; a < nActions; a++) right[s] += target[s][a] * model.reward[s][a];
    for (let to = 0; to < nStates; to++) {
      let p = 0;
      for (let a = 0; a < nActions; a++) p += target[s][a] * model.next[s][a][to];
      matrix[s][to] = Number(s === to) - discount * p;
    }
  }
  const v = solve(matrix, right);
  let value = 0;
  for (let s = 0; s < nStates; s++) value += model.start[s] * v[s];
  return value;
}

/**
 * Tabular fitted Q evaluation, which never forms a model: from Q = 0, each iteration sets Q(s,a) to the mean over the
 * logged steps from (s,a) of r + discount V(next), with V = 0 after `terminated`. Value: mean of V over the first
 * states.
 */
export function fittedQEvaluation(problem: Problem, iterations: number): number {
  const { nStates, nActions, episodes, discount } = problem;
  let q = Array.from({ length: nStates }, () => Array.from({ length: nActions }, () => 0));
  for (let iteration = 0; iteration < iterations; iteration++) {
    const updated = q.map((row) => row.map(() => 0));
    for (let s = 0; s < nStates; s++) {
      for (let a = 0; a < nActions; a++) {
        const targets: number[] = [];
        for (const { steps, terminated } of episodes) {
          steps.forEach((step, t) => {
            if (step.s !== s || step.a !== a) return;
            const ended = terminated && t === steps.length - 1;
            targets.push(ended ? step.r : step.r + discount * stateValue(problem, [q], 0, step.next));
          });
        }
        if (targets.length > 0) updated[s][a] = targets.reduce((x, y) => x + y) / targets.length;
      }
    }
    q = updated;
  }
  let value = 0;
  for (const { steps } of episodes) value += stateValue(problem, [q], 0, steps[0].s) / episodes.length;
  return value;
}

/** The x with matrix x = right. */
export function solve(matrix: number[][], right: number[]): number[] {
  return lusolve(matrix, right).map((row) => Number(Array.isArray(row) ? row[0] : row));
}
