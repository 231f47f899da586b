import type { Policy } from '../src/mdp/policy.js';

/** Every action with the same probability in every state. */
export function uniform(nStates: number, nActions: number): Policy {
  return { nStates, nActions, probability: new Float64Array(nStates * nActions).fill(1 / nActions) };
}
