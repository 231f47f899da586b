import { count, percent } from '../../../report/numbers.js';
import type { ReportWords } from '../../../report/report.js';
import type { FigureTable } from '../../figure/Figure.js';
import type { MosaicRow } from './mosaic.js';

/** Episodes that a share of all is. */
function number(share: number, n: number): number {
  return Math.round(share * n);
}

/** What a mosaic shows, in sentences. */
export function mosaicSummary(rows: readonly MosaicRow[], { noun, outcomes }: ReportWords, n: number): string {
  return rows
    .map(({ outcome, share, cells }) => {
      const would = cells.map((cell) => `${percent(cell.share)} ${outcomes[cell.outcome].share}`).join(', ');
      return `Of ${count(number(share, n))} ${noun.many} ${outcomes[outcome].share}: would have been ${would}.`;
    })
    .join(' ');
}

/** The same as a table. */
export function mosaicTable(rows: readonly MosaicRow[], { noun, outcomes }: ReportWords, n: number): FigureTable {
  const order = rows.map(({ outcome }) => outcome);
  for (let o = 0; o < outcomes.length; o++) if (!order.includes(o)) order.push(o);
  return {
    head: ['was', noun.many, ...order.map((o) => `would be ${outcomes[o].share}`)],
    rows: rows.map(({ outcome, share, cells }) => [
      outcomes[outcome].share,
      count(number(share, n)),
      ...order.map((o) => percent(cells.find((cell) => cell.outcome === o)?.share ?? 0)),
    ]),
  };
}
