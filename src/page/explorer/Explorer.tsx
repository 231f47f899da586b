import type { VNode } from 'preact';

/** What if: the plan of the patient that is shown, and what it brings. */
export function Explorer(): VNode {
  return <section class="explorer" aria-label="What if" />;
}
