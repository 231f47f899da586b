import { type AliasTables, aliasTables, sampleAlias } from '../../core/random/aliasTable.js';
import { type Mdp, checkMdp } from '../../mdp/mdp.js';
import { policyAtStep } from '../../mdp/overTime/policyAtStep.js';
import { type MarkovPolicy, isOverTime } from '../../mdp/overTime/policyOverTime.js';
import type { Policy } from '../../mdp/policy.js';
import type { Moves } from './simulatedProcess.js';

/**
 * A model's moves under a policy, by one alias table for each state over its actions and next states jointly:
 *
 *     P(a, s' | s) = policy(a | s) P(s' | s, a),
 *
 * so that a step costs one uniform. A transition is an entry of the model's rows.
 *
 * @param policy over the model's states; one over time has tables for each step, made when a run first comes to it
 * @throws ArgumentError if the model is not well formed
 *
 * Cost O(S·A + nnz), at each step of a policy over time, then O(1) a step.
 */
export function tableMoves(mdp: Mdp, policy: MarkovPolicy): Moves {
  checkMdp(mdp, 'simulate');
  const { nStates, nActions, rowStart, nextState, reward } = mdp;
  const start = Uint32Array.from({ length: nStates + 1 }, (_, s) => rowStart[s * nActions]);
  const action = new Uint32Array(nextState.length);
  for (let row = 0; row < nStates * nActions; row++) action.fill(row % nActions, rowStart[row], rowStart[row + 1]);
  const tablesOf = ({ probability }: Policy): AliasTables => {
    const weight = new Float64Array(nextState.length);
    for (let row = 0; row < nStates * nActions; row++)
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++) weight[k] = probability[row] * mdp.probability[k];
    return aliasTables(start, weight);
  };
  const entries: AliasTables[] = [];
  const entriesAt = (t: number): AliasTables =>
    (entries[isOverTime(policy) ? t : 0] ??= tablesOf(policyAtStep(policy, t)));
  const starts = aliasTables(Uint32Array.of(0, nStates), mdp.initial);
  return {
    initial: (rng) => sampleAlias(rng, starts, 0),
    draw: (rng, state, t) => start[state] + sampleAlias(rng, entriesAt(t), state),
    actionOf: (entry) => action[entry],
    nextStateOf: (entry) => nextState[entry],
    rewardOf: (_, entry) => reward[entry],
    ends: mdp.terminal,
    tables: { tablesAt: entriesAt, action, nextState, reward },
  };
}
