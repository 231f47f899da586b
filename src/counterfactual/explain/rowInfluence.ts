import type { Mdp } from '../../mdp/mdp.js';
import type { ActionRows } from '../rows/actionRows.js';
import type { ObservedStep } from '../rows/observedStep.js';
import type { RowPage } from '../rows/rowPool.js';

/**
 * How much what was observed decides of what follows an action:
 *
 *     TV(CF(. | s, a), P(. | s, a)) = sum over s' of max(0, CF(s' | s, a) − P(s' | s, a))
 *
 * 0 where nothing was observed, where the mechanism draws anew, and where only one state can follow; 1 − P(s'|s, a) where
 * the log is repeated and its outcome is s' for certain.
 *
 * @param row s · A + a
 * @returns in [0, 1]
 *
 * Cost O(K) for K entries of the row, once it is known.
 */
export function rowInfluence(mdp: Mdp, rows: ActionRows, step: ObservedStep | undefined, row: number): number {
  if (step === undefined) return 0;
  rows.find(step, row);
  const { page, start, end } = rows.pool;
  return excess(mdp, page, start, end, 1);
}

/** What the positions of a page, from `start` to before `end`, have more of than a share of the model's own rows. */
export function excess(
  { probability }: Mdp,
  { integer, number }: RowPage,
  start: number,
  end: number,
  share: number,
): number {
  let sum = 0;
  for (let k = start; k < end; k++) sum += Math.max(0, number[k] - share * probability[integer[k]]);
  return sum;
}
