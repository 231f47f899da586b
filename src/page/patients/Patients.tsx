import type { VNode } from 'preact';

export function Patients(): VNode {
  return (
    <section id="patients">
      <h2>Patients</h2>
    </section>
  );
}
