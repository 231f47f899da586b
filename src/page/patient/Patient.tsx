import type { VNode } from 'preact';

export function Patient(): VNode {
  return (
    <section id="patient">
      <h2>One patient</h2>
    </section>
  );
}
