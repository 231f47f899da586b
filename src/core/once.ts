/**
 * A computation that runs when first asked for, and once.
 *
 * @example
 * const table = once(() => expensive());
 * table() === table() // true
 */
export function once<Value>(compute: () => Value): () => Value {
  let box: { readonly value: Value } | undefined;
  return () => (box ??= { value: compute() }).value;
}
