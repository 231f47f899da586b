/**
 * The outcomes that some episode had or would have had: a model may list more.
 *
 * @param table shape (outcomes × outcomes), as `CounterfactualSummary.outcomeTable`
 * @returns their indices, increasing
 */
export function outcomesSeen(table: Float64Array): readonly number[] {
  const n = Math.sqrt(table.length);
  const places = Array.from({ length: n }, (_, o) => o);
  return places.filter((o) => places.some((other) => table[o * n + other] > 0 || table[other * n + o] > 0));
}
