import type { VNode } from 'preact';
import { useComputed } from '@preact/signals';
import { Bedside } from './Bedside.js';
import { Reception } from './Reception.js';
import { Scores } from './Scores.js';
import { Verdict } from './Verdict.js';
import { useKeys } from './useKeys.js';
import { isOver } from './visit.js';
import type { WardState } from './wardState.js';

/** Where one treats a simulated patient, and then hears what others would have made of the same one. */
export function Ward({ state, version }: { readonly state: WardState; readonly version: string }): VNode {
  const over = useComputed(() => isOver(state.visit.value));
  const box = useKeys(state);
  return (
    <section id="ward" aria-labelledby="ward-title" ref={box}>
      <h2 id="ward-title">Play doctor</h2>
      <p class="pg-lead">
        Treat a simulated patient for at most 20 steps. Three vital signs out of order are death; all in order, with no
        treatment on, is discharge. Then see what the physician, and the best plan there is, would have made of the same
        patient.
      </p>
      <Reception state={state} />
      <Bedside state={state} />
      {over.value && <Verdict state={state} />}
      <Scores state={state} version={version} />
    </section>
  );
}
