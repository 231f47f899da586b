import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { Page } from '../../page/Page.js';
import { contentsOf } from '../../page/contentsOf.js';
import type { Later } from '../../page/state/compute/later.js';
import { readReport, writeReport } from '../../report/columns.js';
import type { Report } from '../../report/report.js';
import { pageHtml } from './pageHtml.js';

/** A report as one HTML file. */
export async function writtenPage(report: Report): Promise<string> {
  const texts = writeReport(report);
  // Rendered of what the page will read, which rounds large columns: the browser is to find the same.
  const contents = await contentsOf(await readReport(texts));
  // What a browser computes when there is time is to be read where no script runs, too.
  contents.live.start(atOnce);
  const body = render(h(Page, { contents }));
  return pageHtml({ title: titleOf(report), body, texts, decision: JSON.stringify(contents.live.decision.peek()) });
}

const atOnce: Later = (task) => {
  task();
  return () => undefined;
};

function titleOf({ about, policies }: Report): string {
  return `${policies.map(({ name }) => name).join(', ')} on ${about.logName} - Couplet`;
}
