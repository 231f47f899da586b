import type { VNode } from 'preact';

export function Made(): VNode {
  return (
    <section id="made">
      <h2>How it was made</h2>
    </section>
  );
}
