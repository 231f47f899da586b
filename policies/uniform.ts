import type { Mdp } from '../src/mdp/mdp.js';
import type { Policy } from '../src/mdp/policy.js';

/** Every action with the same probability in every state. */
export function uniform(nStates: number, nActions: number): Policy {
  return { nStates, nActions, probability: new Float64Array(nStates * nActions).fill(1 / nActions) };
}

/** Every action that is possible in a state of the model with the same probability; in ends, every action. */
export function uniformIn({ nStates, nActions, rowStart, terminal, source }: Mdp): Policy {
  const policy = uniform(nStates, nActions);
  for (let s = 0; s < nStates; s++) {
    if (terminal[s] === 1) continue;
    const row = policy.probability.subarray(s * nActions, (s + 1) * nActions);
    const possible = row.map((_, a) => (rowStart[s * nActions + a] < rowStart[s * nActions + a + 1] ? 1 : 0));
    const share = 1 / possible.reduce((sum, one) => sum + one, 0);
    row.set(possible.map((one) => one * share));
  }
  return { ...policy, ...(source.space !== undefined && { space: source.space }) };
}
