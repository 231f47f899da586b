import type { Mdp } from '../../src/mdp/mdp.js';
import type { Policy } from '../../src/mdp/policy.js';

/**
 * What a plain dense computation says of a policy without a horizon. Nothing in it is shared with the sparse solver.
 */
export interface DenseOracle {
  /**
   * By state: its value, or undefined where it has none (discount 1, and a class that earns for ever can be reached).
   */
  value(discount: number): (number | undefined)[];
  /** By state: probability of ending with each outcome, entry 0 being never. */
  outcomes(): number[][];
  /** By state: expected number of steps, not discounted. */
  length(): number[];
}

export function denseOracle(mdp: Mdp, policy: Policy): DenseOracle {
  const { nStates, nActions, terminal } = mdp;
  const all = Array.from({ length: nStates }, (_, s) => s);
  const p = all.map(() => new Array<number>(nStates).fill(0));
  const r = new Array<number>(nStates).fill(0);
  for (const s of all) {
    for (let a = 0; a < nActions && terminal[s] === 0; a++) {
      const row = s * nActions + a;
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
        const mass = policy.probability[row] * mdp.probability[k];
        p[s][mdp.nextState[k]] += mass;
        r[s] += mass * mdp.reward[k];
      }
    }
  }
  const reach = reachability(p);
  const canReach = (s: number, set: readonly boolean[]): boolean => set.some((inside, t) => inside && reach[s][t]);
  // In a class that is never left: every state that can be reached leads back.
  const recurrent = all.map((s) => all.every((t) => !reach[s][t] || reach[t][s]));
  const scale = mdp.reward.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const earns = all.map((s) => recurrent[s] && Math.abs(r[s]) > 1e-12 * scale);
  const stays = all.map((s) => recurrent[s] && terminal[s] === 0);
  const endOf = all.map((s) => (terminal[s] === 0 ? 0 : mdp.outcome[s]));
  return {
    value(discount) {
      const worthless = all.map((s) => discount === 1 && canReach(s, earns));
      const open = all.filter((s) => terminal[s] === 0 && !worthless[s] && !(discount === 1 && recurrent[s]));
      const [values] = solveOn(open, p, discount, [r]);
      return all.map((s) => (worthless[s] ? undefined : (values[s] ?? 0)));
    },
    outcomes() {
      const into = mdp.outcomes.map((_, o) =>
        all.map((s) => p[s].reduce((sum, mass, t) => (recurrent[t] && endOf[t] === o ? sum + mass : sum), 0)),
      );
      const passing = all.filter((s) => !recurrent[s]);
      const absorbed = solveOn(passing, p, 1, into);
      return all.map((s) => mdp.outcomes.map((_, o) => (recurrent[s] ? Number(endOf[s] === o) : absorbed[o][s]!)));
    },
    length() {
      const endless = all.map((s) => canReach(s, stays));
      const finite = all.filter((s) => terminal[s] === 0 && !endless[s]);
      const [lengths] = solveOn(finite, p, 1, [all.map(() => 1)]);
      return all.map((s) => (endless[s] ? Infinity : (lengths[s] ?? 0)));
    },
  };
}

function reachability(p: readonly (readonly number[])[]): boolean[][] {
  const successors = p.map((row) => row.flatMap((mass, t) => (mass > 0 ? [t] : [])));
  return p.map((_, from) => {
    const seen = p.map((__, s) => s === from);
    const queue = [from];
    for (const s of queue) {
      for (const t of successors[s]) {
        if (seen[t]) continue;
        seen[t] = true;
        queue.push(t);
      }
    }
    return seen;
  });
}

/**
 * x = b + discount · P x on some states, by Gaussian elimination with partial pivoting; undefined elsewhere. What
 * rounding took from the matrix, where states are hardly ever left, is given back by one step on the residual.
 */
function solveOn(
  states: readonly number[],
  p: readonly (readonly number[])[],
  discount: number,
  rightHandSides: readonly (readonly number[])[],
): (number | undefined)[][] {
  const solve = eliminated(
    states.map((s) => states.map((t) => (s === t ? leavingMass(p[s], s, discount) : -discount * p[s][t]))),
  );
  const inside = new Set(states);
  const left = states.map((s) => 1 - discount + discount * sumOf(p[s].filter((_, t) => !inside.has(t))));
  return rightHandSides.map((b) => {
    const x = solve(states.map((s) => b[s]));
    // By differences of x, which have digits where x - discount · P x has none.
    const residual = states.map((s, i) => {
      let drift = 0;
      for (let j = 0; j < x.length; j++) drift += p[s][states[j]] * (x[j] - x[i]);
      return b[s] - left[i] * x[i] + discount * drift;
    });
    const out = new Array<number | undefined>(p.length).fill(undefined);
    solve(residual).forEach((correction, i) => (out[states[i]] = x[i] + correction));
    return out;
  });
}

/** The solution of a dense system for each right-hand side. */
function eliminated(rows: number[][]): (b: readonly number[]) => number[] {
  const n = rows.length;
  const order = rows.map((_, i) => i);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    [order[k], order[pivot]] = [order[pivot], order[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      if (factor !== 0) for (let j = k + 1; j < n; j++) rows[i][j] -= factor * rows[k][j];
      rows[i][k] = factor;
    }
  }
  return (b) => {
    const x = order.map((i) => b[i]);
    for (let k = 0; k < n; k++) for (let j = 0; j < k; j++) x[k] -= rows[k][j] * x[j];
    for (let k = n - 1; k >= 0; k--) {
      for (let j = k + 1; j < n; j++) x[k] -= rows[k][j] * x[j];
      x[k] /= rows[k][k];
    }
    return x;
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** 1 − discount · P[s, s] of a row that sums to 1, without cancellation. */
function leavingMass(row: readonly number[], s: number, discount: number): number {
  return 1 - discount + discount * row.reduce((sum, mass, t) => (t === s ? sum : sum + mass), 0);
}
