import type { VNode } from 'preact';

export function Answer(): VNode {
  return (
    <section id="answer">
      <h1>Answer</h1>
    </section>
  );
}
