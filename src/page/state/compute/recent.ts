/**
 * What was computed last, by key: so that what one comes back to need not be computed again.
 *
 * @param most values that are kept; the one not asked for the longest goes first
 */
export function recent<Value>(most: number): {
  readonly get: (key: string) => Value | undefined;
  readonly set: (key: string, value: Value) => Value;
} {
  const kept = new Map<string, Value>();
  return {
    get(key) {
      const value = kept.get(key);
      if (value === undefined) return undefined;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    set(key, value) {
      kept.delete(key);
      kept.set(key, value);
      if (kept.size > most) kept.delete(kept.keys().next().value!);
      return value;
    },
  };
}
