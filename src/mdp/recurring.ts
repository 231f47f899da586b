import type { Mdp } from './mdp.js';

/**
 * The same process without ends: rewards are earned on entering a state and it goes on from there by its rows. That is the
 * form in which the published code learns the physician policy.
 *
 * @param mdp a model whose terminal states have rows, as exact models do
 */
export function recurring(mdp: Mdp): Mdp {
  return { ...mdp, terminal: new Uint8Array(mdp.nStates) };
}
