import type { VNode } from 'preact';

/** Lines of a program, to read and to copy. */
export function Code({ label, text }: { readonly label: string; readonly text: string }): VNode {
  return (
    <pre class="pg-code" tabIndex={0} role="region" aria-label={label}>
      <code>{text}</code>
    </pre>
  );
}
