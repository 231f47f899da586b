import type { VNode } from 'preact';

export function Mechanisms(): VNode {
  return (
    <section id="mechanisms">
      <h2>Mechanisms</h2>
    </section>
  );
}
