import type { VNode } from 'preact';
import type { Shown } from './course/shown.js';

/** How a timeline is read: its marks in words, beside the marks themselves. */
export function Caption({ course, noun }: { readonly course: Shown; readonly noun: string }): VNode {
  const { states, parts } = course;
  const hasNormal = states.some(({ normal }) => normal !== undefined);
  return (
    <>
      <Key>
        <path class="course" d="M1,6H17" />
      </Key>{' '}
      what happened;{' '}
      <Key>
        <rect class="cells would" x="3" y="1" width="11" height="11" />
      </Key>{' '}
      where the {noun} would have been, the darker the more probable, fading as runs end
      {hasNormal && '; grey bands are normal'}.{' '}
      {parts.length > 0 && 'Of a treatment, the upper bar is what was given, the lower what would have been; the '}
      {parts.length === 0 && 'The '}ribbon under the axis is dark where what was seen decides, and pale where the model
      alone does. All of it is exact, nothing is sampled; an error of the model would not show here.
    </>
  );
}

function Key({ children }: { readonly children: VNode }): VNode {
  return (
    <svg class="key" width="18" height="13" viewBox="0 0 18 13" aria-hidden="true">
      {children}
    </svg>
  );
}
