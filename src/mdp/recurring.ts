import { ArgumentError } from '../core/errors.js';
import type { Mdp } from './mdp.js';

/**
 * The same process without ends: rewards are earned on entering a state and it goes on from there by its rows. That is
 * the form in which the published code learns the physician policy.
 *
 * @param mdp a model whose terminal states have rows, as exact models do
 * @throws ArgumentError naming a terminal state without a row: nothing says how the process goes on
 */
export function recurring(mdp: Mdp): Mdp {
  const { nStates, nActions, rowStart, terminal } = mdp;
  for (let s = 0; s < nStates; s++)
    if (terminal[s] === 1 && rowStart[s * nActions] === rowStart[(s + 1) * nActions])
      throw new ArgumentError(
        `recurring: end states must have rows, to go on by, got none for state ${s} - leave the ends, or give the state a row for each action`,
      );
  return { ...mdp, terminal: new Uint8Array(nStates) };
}
