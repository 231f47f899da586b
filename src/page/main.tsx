import { hydrate } from 'preact';
import { readReport } from '../report/columns.js';
import { Page } from './Page.js';
import { contentsOf } from './contentsOf.js';
import { followKeys } from './explorer/keys/followKeys.js';
import type { OneDecision } from './state/compute/oneDecision.js';
import { later } from './state/compute/later.js';

/** Wakes the page that the command rendered, by the data that it put beside. */
async function wake(): Promise<void> {
  const text = (id: string): string => document.getElementById(id)!.textContent;
  const report = await readReport({ header: text('report'), columns: text('columns') });
  const contents = await contentsOf(report, JSON.parse(text('decision')) as OneDecision);
  hydrate(<Page contents={contents} />, document.getElementById('app')!);
  contents.links.follow();
  contents.live.start(later);
  followKeys(contents);
  // Says that it answers now, to those who drive it.
  document.documentElement.dataset.awake = '';
}

void wake();
