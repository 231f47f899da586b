import { effect, useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { forgetScores, keepScores, keptScores } from './keptScores.js';
import type { WardState } from './wardState.js';

/** Whether the table is still there when the page is opened again; off unless someone wants it. */
export function Keep({ state }: { readonly state: WardState }): VNode {
  const keeps = useSignal(false);
  useEffect(() => {
    const kept = keptScores(localStorage);
    if (kept) {
      state.restore(kept);
      keeps.value = true;
    }
    return effect(() => {
      if (keeps.value) keepScores(localStorage, state.scores.value);
    });
  }, []);
  return (
    <label class="pg-check">
      <input
        type="checkbox"
        checked={keeps.value}
        onChange={({ currentTarget: { checked } }) => {
          keeps.value = checked;
          if (!checked) forgetScores(localStorage);
        }}
      />
      <span>keep the table in this browser</span>
    </label>
  );
}
