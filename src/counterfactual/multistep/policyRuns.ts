import type { Mdp } from '../../mdp/mdp.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';

/**
 * What a policy makes of a model: the distinct steps that it can take from each state, and mean and variance of the
 * return with h steps to go.
 *
 * A step is a next state with the reward on the way there. Actions that give the same step share it, so that pairs of
 * runs have no more cells than pairs of steps, however many actions there are. They are those of all times: what a policy
 * over time takes at one of them is a choice among these.
 */
export interface PolicyRuns {
  /** Shape (S + 1): steps of state s are numbers start[s] to start[s + 1] − 1; none for a terminal state. */
  readonly start: Uint32Array;
  /** Shape (steps): the next state. */
  readonly next: Uint32Array;
  /** Shape (steps). */
  readonly reward: Float64Array;
  /**
   * By the time t, from 0 to H − 1, shape (steps): sums to 1 over a living state's steps. A stationary policy's is one
   * array at every time.
   */
  readonly probability: readonly Float64Array[];
  /** Shape (H × S): the first time at which the policy does in state s what it does at t; 0 for a stationary one. */
  readonly sameAs: Uint32Array;
  /** Shape (nnz of the model): number of an entry's step, counted from start[s]; 0 for entries that are never taken. */
  readonly step: Uint32Array;
  /** Shape ((H + 1) × S): expected return V[h]. */
  readonly mean: Float64Array;
  /** Shape ((H + 1) × S): variance of the return given the state. */
  readonly variance: Float64Array;
}

/**
 *     V[h](s) = E[r + discount V[h−1](s')]    over what is done at time H − h
 *     Var[h](s) = E[error² + discount² Var[h−1](s')],  error = r + discount V[h−1](s') − V[h](s)
 *
 * The centred form loses no digits, as the difference of two moments would. Rewards are the model's, functions of (s,
 * a, s').
 *
 * @param policy may be one over time, of H steps at least
 * @param horizon H, finite, not checked
 *
 * Cost O(nnz + H·steps), memory O(H·S); of a policy over time O(H·(nnz + H·S·A)) and O(H·steps).
 */
export function policyRuns(mdp: Mdp, policy: MarkovPolicy, horizon: number, discount: number): PolicyRuns {
  const { nStates } = mdp;
  const steps = stepsOf(mdp, policy, horizon);
  const mean = new Float64Array((horizon + 1) * nStates);
  const variance = new Float64Array((horizon + 1) * nStates);
  const runs: PolicyRuns = { ...steps, sameAs: firstAlike(policy, horizon), mean, variance };
  const error = new Float64Array(steps.next.length);
  for (let h = 1; h <= horizon; h++) {
    const [now, later] = [h * nStates, (h - 1) * nStates];
    const probability = steps.probability[horizon - h];
    for (let s = 0; s < nStates; s++) {
      for (let k = steps.start[s]; k < steps.start[s + 1]; k++)
        mean[now + s] += probability[k] * (steps.reward[k] + discount * mean[later + steps.next[k]]);
    }
    stepErrors(runs, nStates, h, discount, error);
    for (let s = 0; s < nStates; s++) {
      for (let k = steps.start[s]; k < steps.start[s + 1]; k++)
        variance[now + s] += probability[k] * (error[k] ** 2 + discount * discount * variance[later + steps.next[k]]);
    }
  }
  return runs;
}

/**
 * How far each step with h ≥ 1 to go misses what was expected before it: r + discount V[h−1](s') − V[h](s).
 *
 * @param error shape (steps), overwritten
 */
export function stepErrors(runs: PolicyRuns, nStates: number, h: number, discount: number, error: Float64Array): void {
  const { start, next, reward, mean } = runs;
  for (let s = 0; s < nStates; s++) {
    const expected = mean[h * nStates + s];
    for (let k = start[s]; k < start[s + 1]; k++)
      error[k] = reward[k] + discount * mean[(h - 1) * nStates + next[k]] - expected;
  }
}

function stepsOf(mdp: Mdp, policy: MarkovPolicy, horizon: number): Omit<PolicyRuns, 'sameAs' | 'mean' | 'variance'> {
  const { nStates, nActions, rowStart } = mdp;
  const start = new Uint32Array(nStates + 1);
  const step = new Uint32Array(mdp.nextState.length);
  const [next, reward]: [number[], number[]] = [[], []];
  const acting = isOverTime(policy) ? Array.from({ length: horizon }, (_, t) => policyAtStep(policy, t)) : [policy];
  const probability = acting.map((): number[] => []);
  for (let s = 0; s < nStates; s++) {
    // By next state, the steps that lead there: more than one only where rewards differ between actions.
    const known = new Map<number, number[]>();
    for (let a = 0; a < nActions && mdp.terminal[s] === 0; a++) {
      const row = s * nActions + a;
      if (acting.every((now) => now.probability[row] === 0)) continue;
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
        if (mdp.probability[k] === 0) continue;
        const alike = known.get(mdp.nextState[k]) ?? [];
        let found = alike.find((number) => reward[number] === mdp.reward[k]);
        if (found === undefined) {
          found = next.length;
          next.push(mdp.nextState[k]);
          reward.push(mdp.reward[k]);
          for (const chance of probability) chance.push(0);
          known.set(mdp.nextState[k], [...alike, found]);
        }
        for (let t = 0; t < acting.length; t++)
          probability[t][found] += acting[t].probability[row] * mdp.probability[k];
        step[k] = found - start[s];
      }
    }
    start[s + 1] = next.length;
  }
  const chances = probability.map((chance) => Float64Array.from(chance));
  return {
    start,
    next: Uint32Array.from(next),
    reward: Float64Array.from(reward),
    probability: isOverTime(policy) ? chances : new Array<Float64Array>(horizon).fill(chances[0]),
    step,
  };
}

/** `sameAs` of `PolicyRuns`. */
function firstAlike(policy: MarkovPolicy, horizon: number): Uint32Array {
  const { nStates, nActions } = policy;
  const first = new Uint32Array(horizon * nStates);
  if (!isOverTime(policy)) return first;
  const { probability } = policy;
  const alike = (row: number, other: number): boolean => {
    for (let a = 0; a < nActions; a++)
      if (probability[row * nActions + a] !== probability[other * nActions + a]) return false;
    return true;
  };
  for (let row = 0; row < first.length; row++) {
    const s = row % nStates;
    while (!alike(row, first[row] * nStates + s)) first[row]++;
  }
  return first;
}
