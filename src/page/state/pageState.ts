import { type ReadonlySignal, computed, signal } from '@preact/signals';
import { type History, goBack, goForth, goOn } from './history.js';
import { type View, sameEdits, sameSupposed } from './view.js';

/** The view with what changes it. */
export interface PageState {
  readonly view: ReadonlySignal<View>;
  /** Changes what can be undone: patient, policy, mechanism, plan. What cannot be is refused, with a notice. */
  readonly change: (recipe: (draft: Draft) => void) => void;
  /** Looks elsewhere, which is not undone: step, sort, filter, page. */
  readonly look: (recipe: (draft: Draft) => void) => void;
  /** From here to `commit` all changes are one, as while a slider is dragged. */
  readonly begin: () => void;
  readonly commit: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Why the last change was refused, or the last link could not be followed, in a sentence. */
  readonly notice: ReadonlySignal<string | undefined>;
  readonly tell: (notice: string | undefined) => void;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
}

/** A view while it is changed. */
export type Draft = { -readonly [Key in keyof View]: View[Key] extends object ? Record<number, number> : View[Key] };

/**
 * The state of a page: a record at a time, with those before it. A record is replaced, never written to, and shares with
 * the one before what did not change.
 *
 * @param fault why a record cannot be, in a sentence; default none is refused
 */
export function pageState(first: View, fault: (next: View) => string | undefined = () => undefined): PageState {
  const history = signal<History>({ past: [], now: frozen(first), future: [] });
  const view = computed(() => history.value.now);
  const notice = signal<string | undefined>(undefined);
  /** The record at which a drag began. */
  let begun: View | undefined;
  const replace = (now: View): void => {
    if (now !== history.peek().now) history.value = { ...history.peek(), now };
  };
  const go = (to: (history: History) => History): void => {
    commit();
    history.value = to(history.peek());
  };
  const commit = (): void => {
    const from = begun;
    begun = undefined;
    if (from) history.value = goOn(history.peek(), history.peek().now, from);
  };
  /** The record that a recipe makes of the present one, unless it cannot be. */
  const changed = (recipe: (draft: Draft) => void): View | undefined => {
    const next = revised(view.peek(), recipe);
    if (sameSupposed(next, view.peek())) return next;
    notice.value = fault(next);
    return notice.peek() === undefined ? next : undefined;
  };
  return {
    view,
    change(recipe) {
      const next = changed(recipe);
      if (!next) return;
      if (begun) replace(next);
      else history.value = goOn(history.peek(), next);
    },
    look(recipe) {
      const next = changed(recipe);
      if (next) replace(next);
    },
    begin() {
      begun ??= view.peek();
    },
    commit,
    undo() {
      go(goBack);
    },
    redo() {
      go(goForth);
    },
    notice,
    tell(text) {
      notice.value = text;
    },
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
  };
}

/** What a recipe makes of a record: the record itself where that changes nothing. */
function revised(now: View, recipe: (draft: Draft) => void): View {
  const draft: Draft = { ...now, edits: { ...now.edits } };
  recipe(draft);
  if (sameEdits(draft.edits, now.edits)) draft.edits = now.edits;
  const isSame = (Object.keys(now) as (keyof View)[]).every((key) => draft[key] === now[key]);
  return isSame ? now : frozen(draft);
}

function frozen(view: View): View {
  return Object.freeze({ ...view, edits: Object.freeze(view.edits) });
}
