import { aliasTables, sampleAlias } from '../../core/random/aliasTable.js';
import { type Mdp, checkMdp } from '../../mdp/mdp.js';
import type { Policy } from '../../mdp/policy.js';
import type { Moves } from './simulatedProcess.js';

/**
 * A model's moves under a policy, by one alias table for each state over its actions and next states jointly:
 *
 *     P(a, s' | s) = policy(a | s) P(s' | s, a),
 *
 * so that a step costs one uniform. A transition is an entry of the model's rows.
 *
 * @param policy over the model's states
 * @throws ArgumentError if the model is not well formed
 *
 * Cost O(S·A + nnz), then O(1) a step.
 */
export function tableMoves(mdp: Mdp, policy: Policy): Moves {
  checkMdp(mdp, 'simulate');
  const { nStates, nActions, rowStart, nextState, reward } = mdp;
  const weight = new Float64Array(nextState.length);
  const action = new Uint32Array(nextState.length);
  for (let row = 0; row < nStates * nActions; row++) {
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      weight[k] = policy.probability[row] * mdp.probability[k];
      action[k] = row % nActions;
    }
  }
  const start = Uint32Array.from({ length: nStates + 1 }, (_, s) => rowStart[s * nActions]);
  const entries = aliasTables(start, weight);
  const starts = aliasTables(Uint32Array.of(0, nStates), mdp.initial);
  return {
    initial: (rng) => sampleAlias(rng, starts, 0),
    draw: (rng, state) => start[state] + sampleAlias(rng, entries, state),
    actionOf: (entry) => action[entry],
    nextStateOf: (entry) => nextState[entry],
    rewardOf: (_, entry) => reward[entry],
    ends: mdp.terminal,
  };
}
