import { type ReadonlySignal, computed } from '@preact/signals';

/** A value that stays the one it was for as long as another is the same to those who follow it. */
export function steady<Value>(read: () => Value, isSame: (a: Value, b: Value) => boolean): ReadonlySignal<Value> {
  let last: Value | undefined;
  return computed(() => {
    const next = read();
    if (last === undefined || !isSame(last, next)) last = next;
    return last;
  });
}
