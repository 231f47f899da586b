import { type ReadonlySignal, signal } from '@preact/signals';
import { freeze, produce } from 'immer';
import type { View } from './view.js';

/** The view with what changes it. */
export interface PageState {
  readonly view: ReadonlySignal<View>;
  /** Changes what can be undone: patient, policy, mechanism, plan. */
  readonly change: (recipe: (draft: Draft) => void) => void;
  /** Looks elsewhere, which is not undone: step, sort, filter, page. */
  readonly look: (recipe: (draft: Draft) => void) => void;
}

/** A view while it is changed. */
export type Draft = { -readonly [Key in keyof View]: View[Key] extends object ? Record<number, number> : View[Key] };

export function pageState(first: View): PageState {
  const view = signal(freeze(first, true));
  const change = (recipe: (draft: Draft) => void): void => {
    view.value = produce(view.value, recipe);
  };
  return { view, change, look: change };
}
