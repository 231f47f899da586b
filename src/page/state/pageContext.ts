import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Report } from '../../report/report.js';
import type { Links } from './link/links.js';
import type { Live } from './live.js';
import type { PageState } from './pageState.js';

/** What every part of the page is about. */
export interface PageContents {
  readonly report: Report;
  readonly state: PageState;
  readonly live: Live;
  readonly links: Links;
}

export const PageContext: preact.Context<PageContents | undefined> = createContext<PageContents | undefined>(undefined);

export function usePage(): PageContents {
  const contents = useContext(PageContext);
  if (!contents) throw new Error('usePage: a part of the page must be below PageContext, got none - render <Page>');
  return contents;
}
