import type { VNode } from 'preact';
import type { WorthGroup } from './worthRows.js';
import { worthNotes } from './worthWords.js';

/** What the library says of rows that have no interval, or one that does not hold its estimate. */
export function WorthNotes({ groups }: { readonly groups: readonly WorthGroup[] }): VNode | null {
  const notes = worthNotes(groups);
  if (notes.length === 0) return null;
  return (
    <ul class="worth-notes">
      {notes.map(({ text, of }) => (
        <li>
          {of}: {text}.
        </li>
      ))}
    </ul>
  );
}
