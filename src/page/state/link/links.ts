import { effect } from '@preact/signals';
import { type LinkCodec, linkCodec } from './linkCodec.js';
import type { Report } from '../../../report/report.js';
import type { Draft, PageState } from '../pageState.js';

/** Milliseconds without a change after which the address is written: browsers refuse to be asked all the time. */
const PAUSE = 300;

/** Where a page's address comes from and goes to. */
export interface Links {
  readonly codec: LinkCodec;
  /** Follows the address of the window from now on, and keeps it up to date. */
  readonly follow: () => void;
}

/** Links of a page. The first one that is read is no change to be undone. */
export function links({ report, state }: { readonly report: Report; readonly state: PageState }): Links {
  const codec = linkCodec(report);

  function take(by: (recipe: (draft: Draft) => void) => void): void {
    const link = codec.read(location.hash);
    if (!link) return;
    // What a link before had wrong is over, even where this one leads to what is shown already.
    state.tell('view' in link ? undefined : link.fault);
    if ('view' in link) by((draft) => Object.assign(draft, link.view));
    document.getElementById('patient')?.scrollIntoView();
  }

  /** So that keys go on from the patient, not from the link that was pressed. */
  function arrive(): void {
    if (location.hash.startsWith('#patient-')) document.getElementById('patient')?.focus({ preventScroll: true });
  }

  function follow(): void {
    take(state.look);
    let written = codec.write(state.view.peek());
    let timer: ReturnType<typeof setTimeout> | undefined;
    addEventListener('hashchange', () => {
      // The address is a new one: what was still to be written of the view before is over.
      clearTimeout(timer);
      take(state.change);
      arrive();
      // So that going back from there before it was written is written.
      written = location.hash;
    });
    effect(() => {
      const hash = codec.write(state.view.value);
      clearTimeout(timer);
      if (hash === written) return;
      timer = setTimeout(() => {
        written = hash;
        // Of all ways to write it, this one alone neither scrolls nor adds to what "back" goes through.
        history.replaceState(null, '', hash);
      }, PAUSE);
    });
  }
  return { codec, follow };
}
