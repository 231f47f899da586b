import { liveMechanisms } from '../report/liveMechanisms.js';
import type { Report } from '../report/report.js';
import type { OneDecision } from './state/compute/oneDecision.js';
import { courses } from './state/compute/courses.js';
import { firstView } from './state/firstView.js';
import { live } from './state/live.js';
import { links } from './state/link/links.js';
import type { PageContents } from './state/pageContext.js';
import { pageState } from './state/pageState.js';

/**
 * What a page of a report starts with: the same in the command that renders it and in the browser.
 *
 * @param first the one decision of the patient that is shown first, where it is known
 */
export async function contentsOf(report: Report, first?: OneDecision): Promise<PageContents> {
  const mechanisms = await liveMechanisms(report);
  const made = courses(report, mechanisms);
  const state = pageState(firstView(report), made.fault);
  return {
    ...{ report, state },
    live: live(report, state, mechanisms, made, first),
    links: links({ report, state }),
  };
}
