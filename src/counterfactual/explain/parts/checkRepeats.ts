import { ArgumentError } from '../../../core/errors.js';
import type { CompleteMechanism } from '../../../mechanisms/mechanism.js';
import { actionRows } from '../../rows/actionRows.js';
import type { ObservedStep } from '../../rows/observedStep.js';
import { type ExtendedMdp, modelRow } from '../../rows/extendedMdp.js';

/**
 * Checks of a mechanism that what was done, done again, comes out as observed: without that, doing nothing otherwise has
 * an effect by itself.
 *
 * @param where opens the message of an error
 * @param steps what was observed; undefined where nothing was
 * @throws ArgumentError if it draws anew
 *
 * Cost O(entries of the rows).
 */
export function checkRepeats(
  where: string,
  mdp: ExtendedMdp,
  mechanism: CompleteMechanism,
  steps: Iterable<ObservedStep | undefined>,
): void {
  const rows = actionRows(mdp, mechanism, 0);
  for (const step of steps) {
    if (!step) continue;
    rows.find(step, modelRow(mdp, step.row));
    const { page, start, end } = rows.pool;
    const observed = mdp.rowStart[step.row] + step.entry;
    if (end === start + 1 && page.integer[start] === observed) continue;
    throw new ArgumentError(
      `${where}: the mechanism must repeat what was observed where the same is done in the same state, got '${mechanism.name}', which draws anew - take one that is a function of its noise, such as gumbel-max`,
    );
  }
}
