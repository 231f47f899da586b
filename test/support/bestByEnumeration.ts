import type { Mdp } from '../../src/mdp/mdp.js';

/** What all deterministic policies together say about each state. */
export interface Enumerated {
  /** Shape (S): the greatest value of a policy that has one from the state; NaN where none has. */
  readonly best: readonly number[];
  /**
   * Shape (S): whether some policy earns for ever from there on average, in a class that it never leaves and the state
   * is in.
   */
  readonly earnsForEver: readonly boolean[];
  /** Shape (S × S): whether some policy may come from one state to the other. */
  readonly leadsTo: readonly (readonly boolean[])[];
}

/** Actions to choose among in each state: those seen in it; where none was, those seen anywhere; or else all. */
export function actionsOf(mdp: Mdp, seen: boolean): number[][] {
  const every = Array.from({ length: mdp.nActions }, (_, a) => a);
  const states = Array.from({ length: mdp.nStates }, (_, s) => s);
  const isSeen = (s: number, a: number): boolean => mdp.observed?.[s * mdp.nActions + a] === 1;
  const anywhere = every.filter((a) => states.some((s) => isSeen(s, a)));
  return states.map((s) => {
    const here = every.filter((a) => isSeen(s, a));
    if (!seen || !mdp.observed) return every;
    return here.length > 0 ? here : anywhere.length > 0 ? anywhere : every;
  });
}

/**
 * The best of all deterministic policies, state by state, by enumeration and dense elimination.
 *
 * At discount 1 a policy has a value from a state if every class that it may end up in, and never leaves, earns 0 in
 * each step.
 */
export function bestByEnumeration(mdp: Mdp, discount: number, actions: readonly (readonly number[])[]): Enumerated {
  const { nStates } = mdp;
  const best = new Array<number>(nStates).fill(NaN);
  const earnsForEver = new Array<boolean>(nStates).fill(false);
  for (const action of policies(actions)) {
    const { value, mean } = valueByElimination(mdp, action, discount);
    for (let s = 0; s < nStates; s++) {
      if (!Number.isNaN(value[s]) && !(value[s] <= best[s])) best[s] = value[s];
      if (mean[s] > 1e-9 * rewardScale(mdp)) earnsForEver[s] = true;
    }
  }
  const edges = Array.from({ length: nStates }, (_, s) =>
    mdp.terminal[s] === 1
      ? new Array<number>(nStates).fill(0)
      : actions[s].map((a) => denseRow(mdp, s, a)).reduce((sum, row) => sum.map((p, i) => p + row[i])),
  );
  return { best, earnsForEver, leadsTo: closure(edges) };
}

/** max |r| over all entries that can happen. */
export function rewardScale(mdp: Mdp): number {
  return mdp.reward.reduce((most, r, k) => (mdp.probability[k] > 0 ? Math.max(most, Math.abs(r)) : most), 0);
}

/**
 * Value of a deterministic policy from each state, NaN where it has none, and the mean reward of the class that a state
 * is in, NaN for states that are in none that is never left.
 */
export function valueByElimination(
  mdp: Mdp,
  action: readonly number[],
  discount: number,
): { value: number[]; mean: number[] } {
  const { nStates } = mdp;
  const P = action.map((a, s) => (mdp.terminal[s] === 1 ? new Array<number>(nStates).fill(0) : denseRow(mdp, s, a)));
  const r = action.map((a, s) => (mdp.terminal[s] === 1 ? 0 : expectedReward(mdp, s, a)));
  const leads = closure(P);
  const recurrent = P.map((_, s) => mdp.terminal[s] === 0 && leads[s].every((to, i) => !to || leads[i][s]));
  const zero = 1e-12 * rewardScale(mdp);
  const mean = P.map((_, s) => (recurrent[s] ? meanReward(P, r, leads[s]) : NaN));
  if (discount < 1) {
    const matrix = P.map((row, s) => row.map((p, i) => Number(s === i) - discount * p));
    return { value: solveDense(matrix, r), mean };
  }
  const without = P.map((_, s) => P.some((_row, i) => leads[s][i] && recurrent[i] && Math.abs(r[i]) > zero));
  // Only transient states with a value have an equation; the others of them are 0, or do not count.
  const solved = P.map((_, s) => mdp.terminal[s] === 0 && !recurrent[s] && !without[s]);
  const matrix = P.map((row, s) => row.map((p, i) => Number(s === i) - (solved[s] ? p : 0)));
  const value = solveDense(
    matrix,
    r.map((reward, s) => (solved[s] ? reward : 0)),
  );
  return { value: value.map((v, s) => (without[s] ? NaN : v)), mean };
}

function* policies(actions: readonly (readonly number[])[]): Generator<number[]> {
  if (actions.length === 0) yield [];
  else for (const a of actions[0]) for (const rest of policies(actions.slice(1))) yield [a, ...rest];
}

function denseRow(mdp: Mdp, s: number, a: number): number[] {
  const row = new Array<number>(mdp.nStates).fill(0);
  const at = s * mdp.nActions + a;
  for (let k = mdp.rowStart[at]; k < mdp.rowStart[at + 1]; k++) row[mdp.nextState[k]] += mdp.probability[k];
  return row;
}

function expectedReward(mdp: Mdp, s: number, a: number): number {
  const at = s * mdp.nActions + a;
  let sum = 0;
  for (let k = mdp.rowStart[at]; k < mdp.rowStart[at + 1]; k++) sum += mdp.probability[k] * mdp.reward[k];
  return sum;
}

/** Where one can come to in one step or more, by Warshall's algorithm; every state also to itself. */
function closure(P: readonly (readonly number[])[]): boolean[][] {
  const leads = P.map((row, s) => row.map((p, i) => p > 0 || s === i));
  for (let via = 0; via < P.length; via++)
    for (const row of leads) if (row[via]) leads[via].forEach((to, i) => (row[i] ||= to));
  return leads;
}

/** Mean reward of a class that is never left: the stationary distribution solves mu = mu P, sum mu = 1. */
function meanReward(P: readonly (readonly number[])[], r: readonly number[], inClass: readonly boolean[]): number {
  const states = [...inClass.keys()].filter((s) => inClass[s]);
  const matrix = states.map((to) => states.map((from) => Number(to === from) - P[from][to]));
  matrix[0] = states.map(() => 1);
  const share = solveDense(
    matrix,
    states.map((_, i) => Number(i === 0)),
  );
  return states.reduce((sum, s, i) => sum + share[i] * r[s], 0);
}

/**
 * A dense solve, refined once: where rewards of both signs cancel, elimination alone leaves the rounding of large
 * numbers.
 */
function solveDense(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const x = eliminate(matrix, right);
  const residual = right.map((b, i) => matrix[i].reduce((sum, a, j) => sum - a * x[j], b));
  const correction = eliminate(matrix, residual);
  return x.map((value, i) => value + correction[i]);
}

/** Gaussian elimination with partial pivoting. */
function eliminate(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      if (factor !== 0) for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let sum = rows[k][n];
    for (let j = k + 1; j < n; j++) sum -= rows[k][j] * x[j];
    x[k] = sum / rows[k][k];
  }
  return x;
}
