import { z } from 'zod';
import { MECHANISMS } from './judge.js';
import type { Score } from './wardState.js';

const NAME = 'couplet-playground-scores';

const index = z.int().min(0);
const schema = z.array(
  z.object({
    visit: z.object({
      doctor: z.string(),
      seed: index,
      patient: index,
      states: z.array(index.max(1439)),
      actions: z.array(index.max(7)).min(1),
      outcome: index.max(2),
    }),
    mechanism: z.enum(MECHANISMS),
  }),
);

/** What of the browser's storage is used here. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Scores that were kept in this browser; undefined where none were, or ones that no ward can have written. */
export function keptScores(store: Store): readonly Score[] | undefined {
  const text = store.getItem(NAME);
  if (text === null) return undefined;
  try {
    const found = schema.safeParse(JSON.parse(text));
    return found.success ? found.data : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the visits, which tell all else: what others would have made of them is computed anew. */
export function keepScores(store: Store, scores: readonly Score[]): void {
  store.setItem(NAME, JSON.stringify(scores.map(({ visit, mechanism }) => ({ visit, mechanism }))));
}

export function forgetScores(store: Store): void {
  store.removeItem(NAME);
}
