import { ArgumentError } from '../../core/errors.js';
import type { CompleteMechanism } from '../../mechanisms/mechanism.js';
import type { ObservedModel } from '../chain/observedModel.js';
import { actionRows } from '../rows/actionRows.js';
import { modelRow } from '../rows/extendedMdp.js';

/**
 * Whether under a mechanism what was done, done again, comes out as observed, at every step of a log: always where it is
 * one function for all rows (`implicit`), and by some others, such as `maximal`.
 *
 * Cost O(entries of the rows), for mechanisms that are not implicit.
 */
export function repeatsObserved(
  { mdp, steps }: Pick<ObservedModel, 'mdp' | 'steps'>,
  mechanism: CompleteMechanism,
  nEpisodes: number,
): boolean {
  if (mechanism.implicit) return true;
  const rows = actionRows(mdp, mechanism, 0);
  for (let e = 0; e < nEpisodes; e++)
    for (const step of steps(e)) {
      if (!step) continue;
      rows.find(step, modelRow(mdp, step.row));
      const { page, start, end } = rows.pool;
      const observed = mdp.rowStart[step.row] + step.entry;
      if (end !== start + 1 || page.integer[start] !== observed) return false;
    }
  return true;
}

/**
 * Checks of a mechanism that what was done, done again, comes out as observed: without that, doing nothing otherwise has
 * an effect by itself.
 *
 * @param where opens the message of an error
 * @throws ArgumentError if it draws anew
 *
 * Cost of `repeatsObserved`.
 */
export function checkRepeats(
  where: string,
  observed: Pick<ObservedModel, 'mdp' | 'steps'>,
  mechanism: CompleteMechanism,
  nEpisodes: number,
): void {
  if (!repeatsObserved(observed, mechanism, nEpisodes))
    throw new ArgumentError(
      `${where}: the mechanism must repeat what was observed where the same is done in the same state, got '${mechanism.name}', which draws anew - take one that is a function of its noise, such as gumbel-max`,
    );
}
