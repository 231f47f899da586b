import { liveMechanisms } from '../report/liveMechanisms.js';
import type { Report } from '../report/report.js';
import { firstView } from './state/firstView.js';
import { live } from './state/live.js';
import { links } from './state/links.js';
import type { PageContents } from './state/pageContext.js';
import { pageState } from './state/pageState.js';

/** What a page of a report starts with: the same in the command that renders it and in the browser. */
export async function contentsOf(report: Report): Promise<PageContents> {
  const state = pageState(firstView(report));
  return {
    ...{ report, state },
    live: live(report, state, await liveMechanisms(report)),
    links: links({ report, state }),
  };
}
