import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../../mdp/mdp.js';
import { checkMarkovPolicyFits } from '../../mdp/overTime/checkMarkovPolicyFits.js';
import type { MarkovPolicy } from '../../mdp/overTime/policyOverTime.js';
import type { SimulatedProcess } from './simulatedProcess.js';
import { tableMoves } from './tableMoves.js';

/**
 * A model as a process to simulate, logged in its own states.
 *
 * @param horizon most steps of a run
 * @throws ArgumentError if the model is not well formed, a run could start at its end, or the policy has other states
 */
export function mdpProcess(mdp: Mdp, policy: MarkovPolicy, horizon: number): SimulatedProcess {
  const { nStates, initial, terminal } = mdp;
  checkMarkovPolicyFits('simulate', policy, mdp, horizon);
  const moves = tableMoves(mdp, policy);
  const ended = initial.findIndex((p, s) => p > 0 && terminal[s] === 1);
  if (ended >= 0)
    throw new ArgumentError(
      `simulate: no run may start in a terminal state, got probability ${initial[ended]} of state ${ended} - an episode has at least one step`,
    );
  const { env, parameters, space } = mdp.source;
  return {
    ...moves,
    nActions: mdp.nActions,
    recorded: Uint32Array.from({ length: nStates }, (_, s) => s),
    nRecorded: nStates,
    policy,
    // Not the absorption: how a fitted model got its ends says nothing of episodes that enter them.
    source: {
      ...(env !== undefined && { env }),
      ...(parameters && { parameters }),
      ...(space !== undefined && { space }),
    },
  };
}
