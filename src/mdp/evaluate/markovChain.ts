import type { Mdp } from '../mdp.js';
import type { Policy } from '../policy.js';

/** What a policy makes of an Mdp: a chain over the states, in sparse rows, that stops on entering a terminal state. */
export interface MarkovChain {
  readonly nStates: number;
  /** Shape (S + 1). */
  readonly rowStart: Uint32Array;
  /** Shape (nnz): successors that are not terminal. */
  readonly nextState: Uint32Array;
  /** Shape (nnz); a row and its leak sum to 1, and a terminal state's row is empty. */
  readonly probability: Float64Array;
  /**
   * Shape (S): probability of ending, summed from the entries that lead to an end, so that none of its digits is lost.
   */
  readonly leak: Float64Array;
  /** Shape (S): expected reward of the next step, 0 in a terminal state. */
  readonly reward: Float64Array;
  /** Largest |reward| of a step that can happen: what an expected reward that should be 0 is compared with. */
  readonly rewardScale: number;
  readonly stateLabels?: readonly string[];
}

/**
 * The chain P(s'|s) = sum_a policy(a|s) P(s'|s, a) over living states, with r(s) = sum_a policy(a|s) sum_s' P r.
 *
 * Cost O(nnz of the model), memory 12 bytes for each entry of the rows that the policy takes.
 */
export function inducedChain(mdp: Mdp, policy: Pick<Policy, 'probability'>): MarkovChain {
  const { nStates, nActions, terminal } = mdp;
  const rowStart = new Uint32Array(nStates + 1);
  const reward = new Float64Array(nStates);
  const leak = new Float64Array(nStates);
  const room = entriesTaken(mdp, policy);
  const nextState = new Uint32Array(room);
  const probability = new Float64Array(room);
  // One more than where the row at hand keeps a successor; that of an earlier row is no more than where this one
  // begins.
  const place = new Uint32Array(nStates);
  let rewardScale = 0;
  let size = 0;
  for (let s = 0; s < nStates; s++) {
    for (let a = 0; a < nActions && terminal[s] === 0; a++) {
      const share = policy.probability[s * nActions + a];
      if (share === 0) continue;
      const row = s * nActions + a;
      for (let k = mdp.rowStart[row]; k < mdp.rowStart[row + 1]; k++) {
        const next = mdp.nextState[k];
        const mass = share * mdp.probability[k];
        if (mass === 0) continue;
        reward[s] += mass * mdp.reward[k];
        rewardScale = Math.max(rewardScale, Math.abs(mdp.reward[k]));
        if (terminal[next] === 1) leak[s] += mass;
        else if (place[next] > rowStart[s]) probability[place[next] - 1] += mass;
        else {
          nextState[size] = next;
          probability[size] = mass;
          place[next] = ++size;
        }
      }
    }
    rowStart[s + 1] = size;
  }
  return {
    nStates,
    rowStart,
    // A copy where much was merged, so that what was reserved for it is given back.
    nextState: size < room ? nextState.slice(0, size) : nextState,
    probability: size < room ? probability.slice(0, size) : probability,
    leak,
    reward,
    rewardScale,
    ...(mdp.stateLabels && { stateLabels: mdp.stateLabels }),
  };
}

/** Entries of the rows that a policy takes with some probability. */
function entriesTaken({ nStates, nActions, rowStart, terminal }: Mdp, policy: Pick<Policy, 'probability'>): number {
  let entries = 0;
  for (let row = 0; row < nStates * nActions; row++)
    if (policy.probability[row] !== 0 && terminal[Math.floor(row / nActions)] === 0)
      entries += rowStart[row + 1] - rowStart[row];
  return entries;
}

/** A state in the words of a message: its number, and its label where it has one. */
export function describeState({ stateLabels }: Pick<MarkovChain, 'stateLabels'>, state: number): string {
  const label = stateLabels?.[state];
  return label === undefined ? `state ${state}` : `state ${state} (${label})`;
}
