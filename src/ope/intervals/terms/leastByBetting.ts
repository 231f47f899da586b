/** The largest part of what a bet may lose that is ever staked. */
const STAKE = 0.5;

/**
 * The least mean that a gambler who bets on larger ones has not refuted, for independent values x ≥ 0 in file order:
 * the m in [0, 1] where his largest capital reaches 1 / delta.
 *
 *     capital(m) = max over t of prod over i ≤ t of (1 + min(lambda_i, 1 / (2 m)) (x_i − m))
 *     lambda_i = sqrt(2 ln(1 / delta) / (n v_{i−1}))
 *     v_i = (1/4 + sum over j ≤ i of (x_j − mean_j)²) / (i + 1),   mean_i = (1/2 + sum over j ≤ i of x_j) / (i + 1)
 *
 * A bet depends on earlier values alone and can lose half of the capital at most, so the capital at the true mean is a
 * martingale without negative values, and by Ville's inequality it reaches 1 / delta with probability delta at most.
 * Every factor falls in m, so all m below the answer are refuted and none above: bisection finds it to rounding.
 *
 * @param values shape (n), each ≥ 0; not checked. No upper bound is needed
 * @param delta probability with which the answer may exceed the mean, in (0, 1)
 * @returns in [0, 1]: 1 if all of it is refuted
 *
 * Cost O(n), some 60 times.
 *
 * Source: Waudby-Smith & Ramdas 2024, section 4.
 */
export function leastByBetting(values: Float64Array, delta: number): number {
  const threshold = Math.log(1 / delta);
  const bets = plugInBets(values, threshold);
  const refuted = (m: number): boolean => {
    let logCapital = 0;
    for (let i = 0; i < values.length; i++) {
      logCapital += Math.log1p(Math.min(bets[i], STAKE / m) * (values[i] - m));
      if (logCapital >= threshold) return true;
    }
    return false;
  };
  if (!refuted(0)) return 0;
  if (refuted(1)) return 1;
  // The lower end stays refuted, so what rounding leaves is on the safe side.
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (refuted(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** lambda_i for each i: the best constant bet for the variance of what came before. */
function plugInBets(values: Float64Array, threshold: number): Float64Array {
  const bets = new Float64Array(values.length);
  let [sum, squares] = [1 / 2, 1 / 4];
  for (let i = 0; i < values.length; i++) {
    // squares / (i + 1) is v_{i−1} of the formula counted from 1.
    bets[i] = Math.sqrt((2 * threshold * (i + 1)) / (values.length * squares));
    sum += values[i];
    squares += (values[i] - sum / (i + 2)) ** 2;
  }
  return bets;
}
