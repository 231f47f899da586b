import type { OutcomeWords } from '../../../report/report.js';

export interface MosaicRow {
  /** Index of the outcome that was observed. */
  readonly outcome: number;
  /** Of all episodes. */
  readonly share: number;
  readonly y: number;
  readonly height: number;
  /** In the order of the rows; none of no width. */
  readonly cells: readonly MosaicCell[];
}

export interface MosaicCell {
  /** Index of the outcome that there would have been. */
  readonly outcome: number;
  /** Of the episodes of the row. */
  readonly share: number;
  readonly x: number;
  readonly width: number;
}

/** From bad to good, so that what is gained lies to the right. */
const ORDER: readonly OutcomeWords['tone'][] = ['bad', 'going', 'other', 'good'];

/**
 * A mosaic: rows share the height by what happened, the cells of each its width by what would have. Gaps between them are
 * cut from neither, they are for the drawing to leave.
 *
 * @param table shape (outcomes × outcomes), as `CounterfactualSummary.outcomeTable`: sums to 1
 * @param frame in pixels
 * @returns rows from top to bottom, none for an outcome that was not observed
 */
export function mosaic(
  table: Float64Array,
  outcomes: readonly OutcomeWords[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly MosaicRow[] {
  const n = outcomes.length;
  const order = outcomes
    .map((_, o) => o)
    .sort((a, b) => ORDER.indexOf(outcomes[a].tone) - ORDER.indexOf(outcomes[b].tone));
  let y = 0;
  return order.flatMap((outcome) => {
    const of = table.subarray(outcome * n, (outcome + 1) * n);
    const share = of.reduce((sum, part) => sum + part, 0);
    if (share === 0) return [];
    let x = 0;
    const cells = order.flatMap((would) => {
      const cell = { outcome: would, share: of[would] / share, x, width: (width * of[would]) / share };
      x += cell.width;
      return cell.width === 0 ? [] : [cell];
    });
    const row = { outcome, share, y, height: height * share, cells };
    y += row.height;
    return [row];
  });
}
