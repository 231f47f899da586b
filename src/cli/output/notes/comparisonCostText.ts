import type { ComparisonCost } from '../../../counterfactual/multistep/comparisonCost.js';

/** Done in seconds below this: coupled steps times steps back, and bytes. */
const WORTH_SAYING = { work: 1e9, bytes: 2 ** 28 } as const;

/**
 * What a comparison will cost, in words.
 *
 * @param runs mechanisms to compare, and whether the bound comes after them
 * @returns undefined where that is not worth a line
 */
export function comparisonCostText(
  { pairs, cells, bytes }: ComparisonCost,
  horizon: number,
  { mechanisms, bound }: { readonly mechanisms: number; readonly bound: boolean },
): string | undefined {
  const work = pairs * cells * horizon;
  if (work < WORTH_SAYING.work && bytes < WORTH_SAYING.bytes) return undefined;
  const parts = `for each of ${mechanisms} mechanism${mechanisms === 1 ? '' : 's'}${bound ? ' and for the bound, which takes longest' : ''}`;
  const remedy = bound
    ? '--no-bound leaves that out, fewer --mechanism or a coarser space make it less'
    : 'fewer --mechanism or a coarser space make it less';
  return `pairs of states are followed, ${parts}: up to ${pairs.toPrecision(2)} pairs, ${cells.toPrecision(2)} coupled steps each, ${horizon} times, and ${(bytes / 2 ** 30).toPrecision(2)} GiB of tables; ${remedy}`;
}
