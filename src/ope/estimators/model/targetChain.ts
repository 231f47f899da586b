import type { MarkovChain } from '../../../mdp/evaluate/markovChain.js';
import type { Policy } from '../../../mdp/policy.js';
import type { ModelRows } from '../../study/modelRows.js';

/**
 * What the target policy makes of a model: a chain over the states in which the end, and pairs that the model says
 * nothing of, lead nowhere.
 *
 * Cost O(S·A + nnz).
 */
export function targetChain(model: ModelRows, policy: Policy): MarkovChain {
  const { nStates, nActions, rows, rowStart: modelStart, successor, probability, reward: rowReward } = model;
  const rowStart = new Uint32Array(nStates + 1);
  const nextState = new Uint32Array(successor.length);
  const share = new Float64Array(successor.length);
  const leak = new Float64Array(nStates);
  const reward = new Float64Array(nStates);
  let size = 0;
  let r = 0;
  for (let s = 0; s < nStates; s++) {
    for (let row = s * nActions; row < (s + 1) * nActions; row++) {
      const modelRow = r < rows.length && rows[r] === row ? r++ : -1;
      const chance = policy.probability[row];
      if (chance === 0) continue;
      // A row without weight has no entry above 0, and leads nowhere like one that is not there.
      let leads = false;
      for (let k = modelRow < 0 ? 0 : modelStart[modelRow]; modelRow >= 0 && k < modelStart[modelRow + 1]; k++) {
        const mass = chance * probability[k];
        if (mass === 0) continue;
        leads = true;
        if (successor[k] === nStates) leak[s] += mass;
        else {
          nextState[size] = successor[k];
          share[size++] = mass;
        }
      }
      if (modelRow >= 0) reward[s] += chance * rowReward[modelRow];
      if (!leads) leak[s] += chance;
    }
    rowStart[s + 1] = size;
  }
  return {
    nStates,
    rowStart,
    nextState: nextState.subarray(0, size),
    probability: share.subarray(0, size),
    leak,
    reward,
    rewardScale: rowReward.reduce((most, r) => Math.max(most, Math.abs(r)), 0),
  };
}
