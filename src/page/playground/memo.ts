/** What is kept of each kind. */
const KEPT = 4;

/** Computes a thing, or hands back what was computed for the same key of the same kind. */
export type Memo = <Value>(kind: string, key: readonly unknown[], compute: () => Value) => Value;

/** Results by kind and key, the last few of each kind. */
export function createMemo(): Memo {
  const kinds = new Map<string, Map<string, unknown>>();
  return <Value>(kind: string, key: readonly unknown[], compute: () => Value): Value => {
    const known = kinds.get(kind) ?? new Map<string, unknown>();
    kinds.set(kind, known);
    const name = JSON.stringify(key);
    const value = known.has(name) ? (known.get(name) as Value) : compute();
    // The one used last goes last: the oldest falls out.
    known.delete(name);
    known.set(name, value);
    if (known.size > KEPT) known.delete(known.keys().next().value!);
    return value;
  };
}
