import type { VNode } from 'preact';

export function Outcomes(): VNode {
  return (
    <section id="outcomes">
      <h2>Outcomes</h2>
    </section>
  );
}
