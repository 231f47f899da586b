import { liveMechanisms } from '../report/liveMechanisms.js';
import type { Report } from '../report/report.js';
import { courses } from './state/compute/courses.js';
import { firstView } from './state/firstView.js';
import { live } from './state/live.js';
import { links } from './state/link/links.js';
import type { PageContents } from './state/pageContext.js';
import { pageState } from './state/pageState.js';

/** What a page of a report starts with: the same in the command that renders it and in the browser. */
export async function contentsOf(report: Report): Promise<PageContents> {
  const mechanisms = await liveMechanisms(report);
  const made = courses(report, mechanisms);
  const state = pageState(firstView(report), made.fault);
  return {
    ...{ report, state },
    live: live(report, state, mechanisms, made),
    links: links({ report, state }),
  };
}
