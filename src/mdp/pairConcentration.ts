import type { Mdp } from './mdp.js';

/**
 * The pseudo-counts of a prior that the row of a fitted model rests on: all of them, or 0 where no prior was mixed in or
 * it had no support, so that the row is what was chosen for unseen pairs.
 *
 * Cost O(A).
 */
export function pairConcentration(
  { nActions, observed, source: { prior } }: Pick<Mdp, 'nActions' | 'observed' | 'source'>,
  row: number,
): number {
  if (!prior) return 0;
  const { concentration, support = 'all' } = prior;
  if (!observed || prior.mean === 'model' || support === 'all') return concentration;
  const first = support === 'row' ? row : row - (row % nActions);
  return observed.subarray(first, support === 'row' ? row + 1 : first + nActions).includes(1) ? concentration : 0;
}
