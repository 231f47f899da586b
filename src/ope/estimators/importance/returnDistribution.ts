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
 * Cost O(n), and O(log n) for each number asked for.
 *
 * @example
 * returnDistribution(Float64Array.of(5, 1), Uint32Array.of(1, 0), Float64Array.of(1, 3)).quantile(0.75) // 1
 */
export function returnDistribution(values: Float64Array, order: Uint32Array, weight: Float64Array): ReturnDistribution {
  // Only what has weight, by increasing value: its value, the mass up to it, and the sum of mass times value.
  const value = new Float64Array(order.length);
  const mass = new Float64Array(order.length);
  const sum = new Float64Array(order.length);
  let size = 0;
  let total = 0;
  let weighted = 0;
  for (const e of order) {
    if (weight[e] === 0) continue;
    value[size] = values[e];
    mass[size] = total += weight[e];
    sum[size++] = weighted += weight[e] * values[e];
  }
  const mean = weighted / total;
  let squares = 0;
  for (let e = 0; e < values.length; e++) if (weight[e] > 0) squares += weight[e] * (values[e] - mean) ** 2;
  /** Position of the value at which the mass reaches a share of it all. */
  const reaching = (share: number): number => {
    const needed = share * total * (1 - ROUNDING);
    let [low, high] = [0, size - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (mass[middle] >= needed) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    mean,
    variance: squares / total,
    quantile: (share) => value[reaching(share)],
    conditionalValueAtRisk(share) {
      const at = reaching(share);
      const below = at > 0 ? mass[at - 1] : 0;
      const lowest = (at > 0 ? sum[at - 1] : 0) + (share * total - below) * value[at];
      return lowest / (share * total);
    },
  };
}
