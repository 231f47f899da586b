/**
 * A computation that runs when first asked for, and once.
 *
 * @example
 * const table = once(() => new Float64Array(1000));
 * table() === table() // true
 */
export function once<Value>(compute: () => Value): () => Value {
  let box: { readonly value: Value } | undefined;
  return () => (box ??= { value: compute() }).value;
}
