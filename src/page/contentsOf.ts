import { completeMechanism } from '../mechanisms/completeMechanism.js';
import type { CompleteMechanism } from '../mechanisms/mechanism.js';
import { createMechanism } from '../mechanisms/registry.js';
import { entryScore } from '../counterfactual/effects/entryScore.js';
import { gadgetMechanism } from '../gadgets/gadgetMechanism.js';
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
    live: live(report, state, await mechanismsOf(report)),
    links: links({ report, state }),
  };
}

/** Those that can be made anew, by their index in the report. */
async function mechanismsOf({ mechanisms, mdp }: Report): Promise<ReadonlyMap<number, CompleteMechanism>> {
  const made = new Map<number, CompleteMechanism>();
  for (const [i, { name, source }] of mechanisms.entries()) {
    if (source === 'elsewhere') continue;
    const mechanism =
      source === 'registered'
        ? await createMechanism(name, { score: entryScore(mdp) })
        : gadgetMechanism(source.gadget, name);
    made.set(i, completeMechanism(mechanism));
  }
  return made;
}
