import { readReport } from '../../../src/report/columns.js';
import type { Report } from '../../../src/report/report.js';

/** The report in a page that `couplet report` wrote, by its two blocks of data. */
export function readPage(html: string): Report {
  const block = (id: string): string => new RegExp(`<script type="[^"]*" id="${id}">([^<]*)</script>`).exec(html)![1];
  return readReport({ header: block('report'), columns: block('columns') });
}
