import { readReport } from '../../../src/report/columns.js';
import { wholeReport } from '../../../src/report/downloads/wholeReport.js';
import type { WholeReport } from '../../../src/report/report.js';

/** The report in a page that `couplet report` wrote, by its two blocks of data, and what it computes anew. */
export async function readPage(html: string): Promise<WholeReport> {
  const block = (id: string): string => new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`).exec(html)![1];
  return wholeReport(await readReport({ header: block('report'), columns: block('columns') }));
}
