import type { VNode } from 'preact';

export function Diagnostics(): VNode {
  return (
    <section id="diagnostics">
      <h2>Diagnostics</h2>
    </section>
  );
}
