import type { ComponentChild } from 'preact';
import { render } from 'preact-render-to-string';
import { PageContext, type PageContents } from '../../src/page/state/pageContext.js';

/** A part of the page as a string, with plain blanks. */
export function rendered(contents: PageContents, part: ComponentChild): string {
  return render(<PageContext.Provider value={contents}>{part}</PageContext.Provider>).replaceAll('\u00a0', ' ');
}
