import type { Mdp } from './mdp.js';
import type { Policy } from './policy.js';

/** What a policy makes of an Mdp: a chain over the states, in sparse rows, that stops on entering a terminal state. */
export interface MarkovChain {
  readonly nStates: number;
  /** Shape (S + 1). */
  readonly rowStart: Uint32Array;
  /** Shape (nnz): successors that are not terminal. */
  readonly nextState: Uint32Array;
  /** Shape (nnz); a row sums to 1 less the probability of ending, and a terminal state's row is empty. */
  readonly probability: Float64Array;
  /** Shape (S): expected reward of the next step, 0 in a terminal state. */
  readonly reward: Float64Array;
}

/**
 * The chain P(s'|s) = sum_a policy(a|s) P(s'|s, a) over living states, with r(s) = sum_a policy(a|s) sum_s' P r.
 *
 * Cost O(nnz of the model).
 */
export function inducedChain(mdp: Mdp, policy: Pick<Policy, 'probability'>): MarkovChain {
  const { nStates, nActions, terminal } = mdp;
  const rowStart = new Uint32Array(nStates + 1);
  const reward = new Float64Array(nStates);
  const nextState: number[] = [];
  const probability: number[] = [];
  const mass = new Float64Array(nStates);
  for (let s = 0; s < nStates; s++) {
    const seen: number[] = [];
    for (let a = 0; a < nActions && terminal[s] === 0; a++) {
      const share = policy.probability[s * nActions + a];
      if (share === 0) continue;
      const row = s * nActions + a;
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
        const next = mdp.nextState[k];
        reward[s] += share * mdp.probability[k] * mdp.reward[k];
        if (terminal[next] === 1 || mdp.probability[k] === 0) continue;
        if (mass[next] === 0) seen.push(next);
        mass[next] += share * mdp.probability[k];
      }
    }
    for (const next of seen) {
      nextState.push(next);
      probability.push(mass[next]);
      mass[next] = 0;
    }
    rowStart[s + 1] = nextState.length;
  }
  return {
    nStates,
    rowStart,
    nextState: Uint32Array.from(nextState),
    probability: Float64Array.from(probability),
    reward,
  };
}

/** out = x − discount · P x, shape (S). */
export function applyValueOperator(chain: MarkovChain, discount: number, x: Float64Array, out: Float64Array): void {
  const { rowStart, nextState, probability } = chain;
  for (let s = 0; s < out.length; s++) {
    let sum = 0;
    for (let k = rowStart[s]; k < rowStart[s + 1]; k++) sum += probability[k] * x[nextState[k]];
    out[s] = x[s] - discount * sum;
  }
}

/** out = x − discount · Pᵀ x, shape (S). */
export function applyOccupancyOperator(chain: MarkovChain, discount: number, x: Float64Array, out: Float64Array): void {
  const { rowStart, nextState, probability } = chain;
  out.set(x);
  for (let s = 0; s < out.length; s++) {
    const flow = discount * x[s];
    if (flow === 0) continue;
    for (let k = rowStart[s]; k < rowStart[s + 1]; k++) out[nextState[k]] -= flow * probability[k];
  }
}
