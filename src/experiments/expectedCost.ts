/**
 * Expected cost of a coupling.
 *
 *     sum over x, y of coupling[x, y] cost[x, y]
 *
 * @param coupling shape (K × K)
 * @param cost the same shape
 *
 * @example
 * expectedCost(Float64Array.of(0.5, 0.25, 0, 0.25), Float64Array.of(0, 1, 1, 0)) // 0.25
 */
export function expectedCost(coupling: Float64Array, cost: Float64Array): number {
  let sum = 0;
  for (let cell = 0; cell < coupling.length; cell++) sum += coupling[cell] * cost[cell];
  return sum;
}

/**
 * A cost matrix from a function of two positions.
 *
 * @returns shape (K × K), row-major
 */
export function costMatrix(nOutcomes: number, cost: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: nOutcomes * nOutcomes }, (_, cell) =>
    cost(Math.floor(cell / nOutcomes), cell % nOutcomes),
  );
}
