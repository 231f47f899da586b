import type { Mdp } from '../../mdp/mdp.js';
import { stepsToGo } from '../chain/momentTables.js';
import { extremeReturns } from '../intervals/returnRange.js';

/**
 * By how much the returns of two runs may differ from a step on, whatever they do and whatever follows: each step pays
 * what an entry of the model that goes on does, or one that ends.
 *
 * @returns for the steps taken; Infinity where there is no bound
 *
 * Cost O(nnz + H).
 */
export function rangeToCome(
  { nextState, reward, terminal }: Mdp,
  horizon: number,
  discount: number,
): (taken: number) => number {
  const [end, step] = [emptyRange(), emptyRange()];
  reward.forEach((r, k) => {
    const range = terminal[nextState[k]] === 1 ? end : step;
    range.least = Math.min(range.least, r);
    range.greatest = Math.max(range.greatest, r);
  });
  if (step.least > step.greatest) step.least = step.greatest = 0;
  const least = extremeReturns(Math.min, end.least, step.least, horizon, discount);
  const greatest = extremeReturns(Math.max, end.greatest, step.greatest, horizon, discount);
  return (taken) => {
    const at = stepsToGo(horizon, taken, 1);
    const width = greatest[at] - least[at];
    return Number.isNaN(width) ? Infinity : width;
  };
}

function emptyRange(): { least: number; greatest: number } {
  return { least: Infinity, greatest: -Infinity };
}
