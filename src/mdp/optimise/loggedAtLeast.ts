import { ArgumentError } from '../../core/errors.js';
import type { Mdp } from '../mdp.js';

/**
 * A fitted model in which only pairs with so many logged cases count as seen, so that a policy that chooses among the
 * seen ones does not go by a few. In a state where no action has as many, those count that did before.
 *
 * @param cases ≥ 1
 * @throws ArgumentError on another number, and for a model without `visits`
 *
 * Cost O(S·A).
 */
export function loggedAtLeast(mdp: Mdp, cases: number): Mdp {
  const { nStates, nActions, visits, observed } = mdp;
  if (!(Number.isInteger(cases) && cases >= 1))
    throw new ArgumentError(`loggedAtLeast: minCount must be an integer ≥ 1, got ${cases}`);
  if (!visits || !observed)
    throw new ArgumentError(
      'loggedAtLeast: the model must hold how many logged cases each pair has (visits), got none - fit it to a log',
    );
  const often = observed.slice();
  for (let s = 0; s < nStates; s++) {
    const [first, end] = [s * nActions, (s + 1) * nActions];
    if (!visits.subarray(first, end).some((n) => n >= cases)) continue;
    for (let row = first; row < end; row++) often[row] = visits[row] >= cases ? 1 : 0;
  }
  return { ...mdp, observed: often };
}
