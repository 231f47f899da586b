import type { MarkovChain } from '../mdp/markovChain.js';
import type { Policy } from '../mdp/policy.js';
import type { ModelRows } from './study/modelRows.js';

/**
 * What the target policy makes of a model: a chain over the states in which the end, and pairs that the model says nothing
 * of, lead nowhere.
 *
 * Cost O(S + nnz).
 */
export function targetChain(model: ModelRows, policy: Policy): MarkovChain {
  const { nStates, nActions, rows, rowStart: modelStart, successor, probability, reward: rowReward } = model;
  const rowStart = new Uint32Array(nStates + 1);
  const nextState = new Uint32Array(successor.length);
  const share = new Float64Array(successor.length);
  const reward = new Float64Array(nStates);
  let size = 0;
  let r = 0;
  for (let s = 0; s < nStates; s++) {
    for (; r < rows.length && rows[r] < (s + 1) * nActions; r++) {
      const chance = policy.probability[rows[r]];
      if (chance === 0) continue;
      reward[s] += chance * rowReward[r];
      for (let k = modelStart[r]; k < modelStart[r + 1]; k++) {
        if (successor[k] === nStates || probability[k] === 0) continue;
        nextState[size] = successor[k];
        share[size++] = chance * probability[k];
      }
    }
    rowStart[s + 1] = size;
  }
  return { nStates, rowStart, nextState: nextState.subarray(0, size), probability: share.subarray(0, size), reward };
}
