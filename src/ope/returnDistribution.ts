/** A weighted sample of returns as a distribution, F(m) = sum w 1{G ≤ m} / sum w. */
export interface ReturnDistribution {
  readonly mean: number;
  readonly variance: number;
  /** min { m : F(m) ≥ share }, share in (0, 1]. */
  readonly quantile: (share: number) => number;
  /** Mean of the lowest share of the mass, in (0, 1]; the atom at its edge is split. */
  readonly conditionalValueAtRisk: (share: number) => number;
}

/** Sums of weights that should meet a share exactly may miss it by rounding. */
const ROUNDING = 1e-12;

/**
 * @param values shape (n)
 * @param order shape (n): positions in increasing order of value
 * @param weight shape (n), ≥ 0, not all 0
 *
 * Cost O(n), here and for each number asked for.
 */
export function returnDistribution(values: Float64Array, order: Uint32Array, weight: Float64Array): ReturnDistribution {
  let total = 0;
  let sum = 0;
  for (let e = 0; e < values.length; e++) {
    total += weight[e];
    if (weight[e] > 0) sum += weight[e] * values[e];
  }
  const mean = sum / total;
  let squares = 0;
  for (let e = 0; e < values.length; e++) if (weight[e] > 0) squares += weight[e] * (values[e] - mean) ** 2;
  return {
    mean,
    variance: squares / total,
    quantile(share) {
      const needed = share * total * (1 - ROUNDING);
      let mass = 0;
      for (const e of order) {
        mass += weight[e];
        if (weight[e] > 0 && mass >= needed) return values[e];
      }
      // Rounding in another order of addition: the largest value with weight has all the mass.
      return values[order.findLast((e) => weight[e] > 0)!];
    },
    conditionalValueAtRisk(share) {
      const needed = share * total;
      let left = needed;
      let lowest = 0;
      for (const e of order) {
        const part = Math.min(left, weight[e]);
        if (part > 0) lowest += part * values[e];
        left -= part;
        if (left <= 0) break;
      }
      return lowest / (needed - Math.max(0, left));
    },
  };
}
