import { type View, sameSupposed } from './view.js';

/** Records that were left, the latest last, and those that were come back from, the next one first. */
export interface History {
  readonly past: readonly View[];
  readonly now: View;
  readonly future: readonly View[];
}

/** Records that are kept at most. They share what did not change between them. */
export const MOST_PAST = 200;

/**
 * Goes on to a record. What was supposed before can be come back to; a record that only looks elsewhere takes the place
 * of the present one.
 *
 * @param from the record to come back to, as where a slider was taken hold of; default the present one
 */
export function goOn({ past, now, future }: History, next: View, from: View = now): History {
  if (sameSupposed(next, from)) return { past, now: next, future };
  return { past: [...past.slice(-(MOST_PAST - 1)), from], now: next, future: [] };
}

/** The same history where there is nothing to come back to. */
export function goBack({ past, now, future }: History): History {
  const last = past.at(-1);
  if (!last) return { past, now, future };
  return { past: past.slice(0, -1), now: lookingOn(last, now), future: [now, ...future] };
}

/** Undoes `goBack`. */
export function goForth({ past, now, future }: History): History {
  const [next] = future;
  if (future.length === 0) return { past, now, future };
  return { past: [...past, now], now: lookingOn(next, now), future: future.slice(1) };
}

/** A record as one sees it who looks where another looks: a step comes back with its patient only. */
function lookingOn(record: View, { patient, step, sort, filter, page }: View): View {
  return Object.freeze({
    ...record,
    step: record.patient === patient ? step : record.step,
    ...{ sort, filter, page },
  });
}
